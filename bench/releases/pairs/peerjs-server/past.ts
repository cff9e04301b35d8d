import type { IConfig } from './config';
import type { HandlersRegistry } from './messageHandler/handlersRegistry';
import type { Client } from './models/client';
import type { IMessage } from './models/message';
import type { MessageQueue } from './models/messageQueue';
import { Realm } from './models/realm';
import type { WebSocketServer } from './services/webSocketServer';

export const realm = new Realm();
export const clients = new Map<string, Client>();
export const queues = new Map<string, MessageQueue>();
export const messages: IMessage[] = [];
export const servers = new Set<WebSocketServer>();
export const handlers = new Set<HandlersRegistry>();
export const settings = new Map<string, IConfig>();
