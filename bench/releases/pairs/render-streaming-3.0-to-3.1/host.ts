import type Options from './class/options';
import type WSSignaling from './websocket';

export const options: Options[] = [];
export const sockets: WSSignaling[] = [];
