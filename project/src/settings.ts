import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from './user-error.ts';

/** What can stand in `timeferry.json`: every flag under its own name, and what only a file can hold. */
export interface Settings {
  readonly past?: string;
  readonly future?: string;
  readonly entry?: readonly string[];
  readonly out?: string;
  readonly transfer?: string;
  readonly json?: boolean;
  readonly sarif?: string;
  readonly pid?: number;
  readonly launch?: boolean;
  readonly 'past-run'?: string;
  readonly 'future-run'?: string;
  readonly dump?: string;
  readonly timeout?: number;
  readonly memory?: number;
  readonly properties?: boolean;
  readonly seed?: number;
  readonly runs?: number;
  readonly 'save-tests'?: string;
  /** Standing decisions: state that `check` no longer asks about, and why. */
  readonly decisions?: readonly Decision[];
  /** Effects that the future and reversed processes may have (`write`, `connect`, …). */
  readonly allow?: readonly string[];
}

/** A standing decision on one piece of state. */
export interface Decision {
  /** A root (`src/app.ts#sessions`), a type (`src/model.ts#Session`) or a field (`src/model.ts#Session.color`). */
  readonly state: string;
  /** Why it is right that way; a decision without a reason is none. */
  readonly reason: string;
}

const TYPES: Record<keyof Settings, 'text' | 'number' | 'yes or no' | 'list of texts' | 'list of decisions'> = {
  past: 'text',
  future: 'text',
  entry: 'list of texts',
  out: 'text',
  transfer: 'text',
  json: 'yes or no',
  sarif: 'text',
  pid: 'number',
  launch: 'yes or no',
  'past-run': 'text',
  'future-run': 'text',
  dump: 'text',
  timeout: 'number',
  memory: 'number',
  properties: 'yes or no',
  seed: 'number',
  runs: 'number',
  'save-tests': 'text',
  decisions: 'list of decisions',
  allow: 'list of texts',
};

/** Reads `timeferry.json` in a folder; no file is no settings. Throws `UserError` for a key or a value that it does not know. */
export function readSettings(folder: string): Settings {
  const path = join(folder, 'timeferry.json');
  if (!existsSync(path)) return {};
  const settings = parse(path);
  for (const [name, value] of Object.entries(settings)) {
    if (name === '$schema') continue;
    if (!(name in TYPES))
      throw new UserError(
        `${path} has a setting "${name}" that Timeferry does not know; see "timeferry --help" for what there is.`,
      );
    const type = TYPES[name as keyof Settings];
    if (!isOfType(value, type)) throw new UserError(`The setting "${name}" in ${path} must be ${describe(type)}.`);
  }
  return settings;
}

function parse(path: string): object {
  try {
    const settings: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof settings === 'object' && settings !== null && !Array.isArray(settings)) return settings;
  } catch (error) {
    throw new UserError(`${path} is not JSON: ${(error as Error).message}`);
  }
  throw new UserError(`${path} holds no object; write the settings as { "past": "git:main" }.`);
}

function isOfType(value: unknown, type: (typeof TYPES)[keyof Settings]): boolean {
  switch (type) {
    case 'text':
      return typeof value === 'string';
    case 'number':
      return typeof value === 'number' && Number.isInteger(value) && value > 0;
    case 'yes or no':
      return typeof value === 'boolean';
    case 'list of texts':
      return Array.isArray(value) && value.every((item) => typeof item === 'string');
    case 'list of decisions':
      return Array.isArray(value) && value.every(isDecision);
  }
}

function isDecision(value: unknown): boolean {
  const decision = value as Partial<Decision> | null;
  return typeof decision?.state === 'string' && typeof decision.reason === 'string' && decision.reason.trim() !== '';
}

function describe(type: (typeof TYPES)[keyof Settings]): string {
  switch (type) {
    case 'number':
      return 'a whole number above zero';
    case 'yes or no':
      return 'true or false';
    case 'list of decisions':
      return 'a list of { "state": …, "reason": … }, each with a reason';
    default:
      return `a ${type}`;
  }
}
