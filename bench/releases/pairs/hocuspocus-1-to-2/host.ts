import type { Connection } from './Connection';
import { Hocuspocus } from './Hocuspocus';

export const hocuspocus = new Hocuspocus();
export const connections = new Set<Connection>();
