import { Eventified, Hookified } from 'hookified';

export const events = new Eventified();
export const lifecycle = new Hookified();
