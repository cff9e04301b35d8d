import { UserError } from '@timeferry/project/user-error';

/** What a launch configuration asks for. The names are those of the command line's flags and of
 * `timeferry.json`; `pastRun` and `futureRun` may also be spelt with a dash, as there. */
export interface RehearsalRequest {
  readonly kind: 'attach' | 'launch';
  /** Folder that relative paths are read against. */
  readonly cwd: string;
  readonly past?: string;
  readonly future?: string;
  readonly transfer?: string;
  /** The running process; `null` where the past version is started here. */
  readonly pid: number | null;
  readonly pastRun?: string;
  readonly futureRun?: string;
  /** Environment that is added for the past version that is started here; `null` removes a variable. */
  readonly env: Readonly<Record<string, string | null>>;
  /** Command that puts state into the past version, run once it is ready. */
  readonly driver?: string;
  /** Limit of each step, in milliseconds. */
  readonly timeout?: number;
  /** Limit of the future and the reversed process, in megabytes. */
  readonly memory?: number;
}

/** Reads the arguments of a `launch` or `attach` request. Throws `UserError`. */
export function readRequest(kind: 'attach' | 'launch', given: unknown): RehearsalRequest {
  const settings = isRecord(given) ? given : {};
  return {
    kind,
    cwd: text(settings, 'cwd') ?? process.cwd(),
    pid: kind === 'attach' ? processId(settings['pid']) : null,
    env: kind === 'launch' ? environment(settings['env']) : {},
    ...definedOnly({
      past: text(settings, 'past'),
      future: text(settings, 'future'),
      transfer: text(settings, 'transfer'),
      pastRun: text(settings, 'pastRun') ?? text(settings, 'past-run'),
      futureRun: text(settings, 'futureRun') ?? text(settings, 'future-run'),
      driver: kind === 'launch' ? text(settings, 'driver') : undefined,
      timeout: amount(settings, 'timeout', 'milliseconds'),
      memory: amount(settings, 'memory', 'megabytes'),
    }),
  };
}

/** A process picker gives the pid as text. */
function processId(value: unknown): number {
  if (value === undefined || value === '') throw new UserError('Set "pid" to the id of the running past version.');
  const pid = typeof value === 'string' ? Number(value) : value;
  if (typeof pid === 'number' && Number.isSafeInteger(pid) && pid > 0) return pid;
  throw new UserError(`"pid" must be the id of a process, a whole number above 0, not ${JSON.stringify(value)}.`);
}

function text(settings: Record<string, unknown>, name: string): string | undefined {
  const value = settings[name];
  if (value === undefined || (typeof value === 'string' && value.trim() !== '')) return value;
  throw new UserError(`"${name}" must be a text that is not empty, not ${JSON.stringify(value)}.`);
}

function amount(settings: Record<string, unknown>, name: string, unit: string): number | undefined {
  const value = settings[name];
  if (value === undefined || (typeof value === 'number' && Number.isFinite(value) && value > 0)) return value;
  throw new UserError(`"${name}" must be a number of ${unit} above 0, not ${JSON.stringify(value)}.`);
}

function environment(value: unknown): Readonly<Record<string, string | null>> {
  if (value === undefined) return {};
  if (!isRecord(value)) throw new UserError('"env" must be an object of variables and their values.');
  const variables: Record<string, string | null> = {};
  for (const [name, setting] of Object.entries(value)) {
    if (setting !== null && typeof setting !== 'string')
      throw new UserError(`"env": the value of ${name} must be a text, or null to remove the variable.`);
    variables[name] = setting;
  }
  return variables;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function definedOnly<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
}
