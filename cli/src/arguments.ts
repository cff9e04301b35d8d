import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { Settings } from '@timeferry/project/settings';
import { UserError } from '@timeferry/project/user-error';

export type Command = 'diff' | 'generate' | 'check' | 'rehearse';

/** What the command line asks for. */
export type Request =
  | { readonly kind: 'help'; readonly command: Command | null }
  | { readonly kind: 'version' }
  | { readonly kind: 'run'; readonly command: Command; readonly flags: Settings };

type Flag = Exclude<keyof Settings, 'decisions' | 'allow'>;

/** Flags of each command, in the order in which the help lists them. */
export const FLAGS: Record<Command, readonly Flag[]> = {
  diff: ['past', 'future', 'json', 'entry'],
  generate: ['past', 'future', 'out'],
  check: [
    'past',
    'future',
    'transfer',
    'json',
    'sarif',
    'properties',
    'runs',
    'seed',
    'save-tests',
    'timeout',
    'memory',
  ],
  rehearse: [
    'past',
    'future',
    'transfer',
    'pid',
    'launch',
    'past-run',
    'future-run',
    'json',
    'dump',
    'save-tests',
    'timeout',
    'memory',
  ],
};

const SWITCHES: readonly Flag[] = ['json', 'launch', 'properties'];
const NUMBERS: readonly Flag[] = ['pid', 'timeout', 'memory', 'runs', 'seed'];

/** Reads the arguments after the program's name; throws `UserError` for what no command knows. */
export function readArguments(argv: readonly string[]): Request {
  const [command] = argv;
  if (command === undefined || command === 'help' || command === '--help' || command === '-h') {
    return { kind: 'help', command: null };
  }
  if (command === '--version' || command === '-v') return { kind: 'version' };
  if (!isCommand(command)) {
    const what = command.startsWith('-') ? 'flag' : 'command';
    throw new UserError(`There is no ${what} "${command}"; try "timeferry --help".`);
  }
  const values = parse(command, argv.slice(1));
  if (values['help'] === true) return { kind: 'help', command };
  return { kind: 'run', command, flags: flagsOf(values) };
}

function isCommand(name: string): name is Command {
  return Object.hasOwn(FLAGS, name);
}

function parse(command: Command, args: readonly string[]): Record<string, unknown> {
  const options: NonNullable<ParseArgsConfig['options']> = { help: { type: 'boolean', short: 'h' } };
  for (const flag of FLAGS[command]) {
    options[flag] = SWITCHES.includes(flag)
      ? { type: 'boolean' }
      : { type: 'string', ...(flag === 'entry' ? { multiple: true } : {}) };
  }
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    return withEntries(command, { ...values }, positionals);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const [sentence] = (error as Error).message.split(/\. (?=To )/);
    throw new UserError(`${sentence!.replace(/\.$/, '')}; try "timeferry ${command} --help".`);
  }
}

/** `--entry a.ts b.ts`: words that follow the flag are entries too. */
function withEntries(command: Command, values: Record<string, unknown>, words: readonly string[]): typeof values {
  if (words.length === 0) return values;
  if (!Array.isArray(values['entry'])) {
    throw new UserError(`"timeferry ${command}" takes no argument "${words[0]}"; try "timeferry ${command} --help".`);
  }
  return { ...values, entry: [...values['entry'], ...words] };
}

function flagsOf(values: Record<string, unknown>): Settings {
  const flags = { ...values };
  for (const name of NUMBERS) {
    const text = flags[name];
    if (text === undefined) continue;
    if (!/^[1-9]\d{0,14}$/.test(String(text)))
      throw new UserError(`--${name} needs a whole number above zero, not "${text}".`);
    flags[name] = Number(text);
  }
  return flags;
}
