import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { InspectorSession } from '../../src/inspector-session.ts';
import { WebSocketConnection } from '../../src/websocket.ts';

const server = createServer();

afterEach(() => {
  server.close();
});

it('acknowledges what arrives with the first bytes of its next message', async () => {
  const { connection, peer } = await connected();
  try {
    connection.start({ message: () => {}, closed: () => {} });
    const ahead = [];
    for (let event = 1; event <= 8; event += 1) {
      peer.write(Buffer.from([0x81, 1, 0x30 + event]));
      if (event <= 6) ahead.push(await nextBytes(peer));
      else await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(Buffer.concat(ahead)).toEqual(Buffer.from([0x81, 0xff, 0, 0, 0, 0]));

    connection.send('hello');
    const rest = await nextBytes(peer);
    expect(rest.readUInt32BE(0)).toBe(5);
    const mask = rest.subarray(4, 8);
    expect(Buffer.from(rest.subarray(8).map((byte, index) => byte ^ mask[index & 3]!)).toString()).toBe('hello');
  } finally {
    connection.destroy();
    peer.destroy();
  }
});

it('ends in one sentence when what arrives is no message of the protocol', async () => {
  const { opened, peer } = await greeted((address) => InspectorSession.connect(address));
  const session = await opened;
  const call = session.send('Runtime.evaluate');
  peer.write(Buffer.from([0x81, 5, ...Buffer.from('{"id"')]));
  await expect(call).rejects.toThrow(
    'Runtime.evaluate was not answered. The inspector sent something that is no message of its protocol.',
  );
  await session.closed;
  peer.destroy();
});

/** The bytes that the peer is sent next; none before they are asked for. */
async function nextBytes(peer: Socket): Promise<Buffer> {
  for (;;) {
    const bytes = peer.read() as Buffer | null;
    if (bytes !== null) return bytes;
    await once(peer, 'readable');
  }
}

async function connected(): Promise<{ connection: WebSocketConnection; peer: Socket }> {
  const { opened, peer } = await greeted((address) => WebSocketConnection.open(address, 10_000));
  return { connection: await opened, peer };
}

/** What `open` makes of a server that shakes hands, and the server's end. */
async function greeted<T>(open: (address: string) => Promise<T>): Promise<{ opened: Promise<T>; peer: Socket }> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const arrived = once(server, 'connection') as Promise<[Socket]>;
  const opened = open(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const [peer] = await arrived;
  const key = /sec-websocket-key: (.*)\r\n/i.exec((await nextBytes(peer)).toString())![1]!;
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  peer.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  return { opened, peer };
}
