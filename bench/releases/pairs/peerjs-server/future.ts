import type { IConfig } from './config/index.ts';
import type { HandlersRegistry } from './messageHandler/handlersRegistry.ts';
import type { Client } from './models/client.ts';
import type { IMessage } from './models/message.ts';
import type { MessageQueue } from './models/messageQueue.ts';
import { Realm } from './models/realm.ts';
import type { WebSocketServer } from './services/webSocketServer/index.ts';

export const realm = new Realm();
export const clients = new Map<string, Client>();
export const queues = new Map<string, MessageQueue>();
export const messages: IMessage[] = [];
export const servers = new Set<WebSocketServer>();
export const handlers = new Set<HandlersRegistry>();
export const settings = new Map<string, IConfig>();
