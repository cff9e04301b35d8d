import dgram from 'node:dgram';
import type { EffectLog } from './effect-log.ts';
import { callbackOf, replace } from './replace.ts';

/** Settings that a socket has only once it is bound. */
const settings = [
  'setBroadcast',
  'setTTL',
  'setMulticastTTL',
  'setMulticastLoopback',
  'setMulticastInterface',
  'addMembership',
  'dropMembership',
];

/** Holds datagram sockets: they believe that they are bound, and what they send goes nowhere. */
export function holdDatagrams(log: EffectLog): void {
  const held = new WeakMap<object, { address: string; family: string; port: number }>();
  const prototype = dgram.Socket.prototype;
  replace(
    prototype,
    'bind',
    (original) =>
      function bind(this: unknown, ...args) {
        const socket = this as dgram.Socket & { type: string };
        const [first, second] = args;
        const wanted = (
          typeof first === 'object' && first !== null ? first : { port: first, address: second }
        ) as dgram.BindOptions;
        const family = socket.type === 'udp6' ? 'IPv6' : 'IPv4';
        const address = typeof wanted.address === 'string' ? wanted.address : family === 'IPv6' ? '::' : '0.0.0.0';
        const port = Number(wanted.port ?? 0) || 0;
        if (!log.holds('listen', `udp ${address}:${port}`)) return original.apply(this, args);
        held.set(socket, { address, family, port });
        const callback = callbackOf(args);
        if (callback !== undefined) socket.once('listening', callback);
        process.nextTick(() => socket.emit('listening'));
        return socket;
      },
  );
  replace(
    prototype,
    'address',
    (original) =>
      function address(this: unknown) {
        return held.get(this as object) ?? original.call(this);
      },
  );
  replace(
    prototype,
    'send',
    (original) =>
      function send(this: unknown, ...args) {
        const target = args.slice(1).filter((arg) => typeof arg !== 'function');
        if (!log.holds('send', `udp ${target.slice(-2).reverse().join(':')}`)) return original.apply(this, args);
        const callback = callbackOf(args);
        if (callback !== undefined) process.nextTick(callback, null, 0);
        return undefined;
      },
  );
  replace(
    prototype,
    'connect',
    (original) =>
      function connect(this: unknown, ...args) {
        const socket = this as dgram.Socket;
        if (!log.holds('connect', `udp ${args[1] ?? '127.0.0.1'}:${args[0]}`)) return original.apply(this, args);
        const callback = callbackOf(args);
        if (callback !== undefined) socket.once('connect', callback);
        process.nextTick(() => socket.emit('connect'));
        return undefined;
      },
  );
  for (const name of settings) {
    replace(
      prototype,
      name,
      (original) =>
        function set(this: unknown, ...args) {
          return held.has(this as object) ? undefined : original.apply(this, args);
        },
    );
  }
}
