import type { ClientConnection } from './ClientConnection';
import { Hocuspocus } from './Hocuspocus';
import type { ConnectionConfiguration } from './types';

export const hocuspocus = new Hocuspocus();
export const clients = new Set<ClientConnection>();
export const allowed = new Map<string, ConnectionConfiguration>();
