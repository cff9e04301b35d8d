import MiniSearch, { type AsPlainObject, type Options } from 'minisearch';

interface Note {
  id: number;
  title: string;
  text: string;
}

export const options: Options<Note> = { fields: ['title', 'text'], storeFields: ['title'] };
export const index = new MiniSearch<Note>(options);
export const saved: AsPlainObject[] = [];
