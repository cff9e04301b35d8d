import Keyv from 'keyv';

export const settings = new Keyv<string>();
