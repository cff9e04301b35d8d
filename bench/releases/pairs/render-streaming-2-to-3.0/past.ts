import type { Options } from './index';
import type WSSignaling from './websocket';

export const options: Options[] = [];
export const sockets: WSSignaling[] = [];
