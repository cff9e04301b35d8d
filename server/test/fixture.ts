import type { Versions } from './editor.ts';

export const MODEL = 'future/src/model.ts';

const past = `export interface Session {
  id: string;
  /** Milliseconds. */
  expires: number;
  mail: string;
  flags: Set<boolean>;
  level: 1 | 2;
}
`;

const future = `export interface Session {
  id: string;
  /** Milliseconds. */
  expires: bigint;
  email: string;
  level: 1 | 2 | 3;
  owner: { name: string };
}
`;

const app = `import type { Session } from './model.js';

export const sessions = new Map<string, Session>();
`;

/** Two versions that differ in one way per verdict: `level` auto, `expires` lossy, `email` choose, `owner` manual. */
export const VERSIONS: Versions = {
  past: { 'src/model.ts': past, 'src/app.ts': app },
  future: { 'src/model.ts': future, 'src/app.ts': app },
};
