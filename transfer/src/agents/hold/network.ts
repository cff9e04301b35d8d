import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EffectLog } from './effect-log.ts';
import { type Callable, callbackOf, replace } from './replace.ts';

interface Endpoint {
  readonly port?: number;
  readonly host?: string;
  readonly path?: string;
}

/** The first port for private use, from which a server that asks for any port gets its own. */
const firstPrivatePort = 49_152;
const normalizeArgs = (net as unknown as { _normalizeArgs(args: unknown[]): [Endpoint] })._normalizeArgs;

/**
 * Holds listening (a server believes that it listens) and outgoing connections (they stay under way for ever, as to a slow peer).
 * The servers and sockets of http, https, http2, tls and fetch are these as well.
 */
export function holdNetwork(log: EffectLog): void {
  holdListening(log);
  replace(
    net.Socket.prototype,
    'connect',
    (original) =>
      function connect(this: unknown, ...args) {
        const socket = this as net.Socket & { connecting: boolean };
        const endpoint = Array.isArray(args[0]) ? (args[0][0] as Endpoint) : normalizeArgs(args)[0];
        const what = endpoint.path ?? `${endpoint.host ?? 'localhost'}:${endpoint.port}`;
        if (isLoaderPipe(endpoint.path) || !log.holds('connect', what)) return original.apply(this, args);
        const callback = callbackOf(Array.isArray(args[0]) ? args[0] : args);
        if (callback !== undefined) socket.once('connect', callback);
        socket.connecting = true;
        return socket;
      },
  );
}

function holdListening(log: EffectLog): void {
  const held = new WeakMap<object, net.AddressInfo | string>();
  const prototype = net.Server.prototype;
  let lastPort = firstPrivatePort;
  replace(
    prototype,
    'listen',
    (original) =>
      function listen(this: unknown, ...args) {
        const server = this as net.Server;
        const endpoint = normalizeArgs(args)[0];
        const { host = '::', path } = endpoint;
        if (!log.holds('listen', path ?? `${host}:${endpoint.port ?? 0}`)) return original.apply(this, args);
        const callback = callbackOf(args);
        if (callback !== undefined) server.once('listening', callback);
        const port = Number(endpoint.port ?? 0) || ++lastPort;
        held.set(server, path ?? { address: host, family: net.isIPv4(host) ? 'IPv4' : 'IPv6', port });
        process.nextTick(() => {
          if (held.has(server)) server.emit('listening');
        });
        return server;
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
    'close',
    (original) =>
      function close(this: unknown, ...args) {
        const server = this as net.Server;
        if (!held.delete(server)) return original.apply(this, args);
        const callback = callbackOf(args);
        if (callback !== undefined) server.once('close', callback);
        process.nextTick(() => server.emit('close'));
        return server;
      },
  );
  const listening = Object.getOwnPropertyDescriptor(prototype, 'listening')!;
  const get = function get(this: object): boolean {
    return held.has(this) || (listening.get as Callable).call(this) === true;
  };
  Object.defineProperty(prototype, 'listening', { ...listening, get });
}

/** The loader of TypeScript talks to its own command through a pipe. */
function isLoaderPipe(path: string | undefined): boolean {
  return path?.startsWith(join(tmpdir(), 'tsx-')) === true;
}
