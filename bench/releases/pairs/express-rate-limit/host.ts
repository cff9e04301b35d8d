import { MemoryStore } from 'express-rate-limit';

export const logins = new MemoryStore();
