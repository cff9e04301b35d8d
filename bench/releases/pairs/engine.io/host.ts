import { Server, type Socket, type Transport } from 'engine.io';
import type { Polling } from 'engine.io/build/transports/polling';

export const server = new Server();
export const sockets = new Set<Socket>();
export const transports: Transport[] = [];
export const polls: Polling[] = [];
