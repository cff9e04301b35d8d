import { type Command, FLAGS } from './arguments.ts';

const COMMANDS: Record<Command, string> = {
  diff: 'say how the state that the program declares changed between the versions',
  generate: 'write the transfer module, or add to it what is missing',
  check: 'fail while a piece of state needs a decision or a mapper',
  rehearse: 'try the transfer on a live process: past -> future -> reversed, and compare',
};

const FLAG_TEXTS: Record<(typeof FLAGS)[Command][number], readonly [value: string, text: string]> = {
  past: ['V', 'the version that runs now: dir:PATH, a plain path, or git:REF'],
  future: ['V', 'the version that is to run; git:REF in --past is a ref of its repository'],
  json: ['', 'print one JSON value for programs'],
  entry: ['FILE …', 'only state of modules that these files reach'],
  out: ['DIR', 'folder of the transfer module'],
  transfer: ['DIR', 'folder of the transfer module'],
  sarif: ['FILE', 'write the findings as SARIF 2.1.0 too'],
  pid: ['N', 'the running Node process of the past version'],
  launch: ['', 'start the past version itself'],
  'past-run': ['CMD', 'how to start the past version, from its root'],
  'future-run': ['CMD', 'how to start the future version, from its root'],
  dump: ['DIR', 'write past.json, future.json and reversed.json'],
  properties: ['', 'try every mapper on arbitrary values of its types'],
  runs: ['N', 'values for each mapper and direction; default 100'],
  seed: ['N', 'repeats the values of an earlier run, which printed it'],
  'save-tests': ['DIR', 'write the values that a mapper spoils as tests for "node --test"'],
  timeout: ['MS', 'limit for each phase, or for each value, in milliseconds'],
  memory: ['MB', 'limit for each process that runs mappers, in megabytes'],
};

/** The help for one command, or for all. */
export function helpText(command: Command | null): string {
  if (command !== null) {
    const lines = FLAGS[command].map((flag) => {
      const [value, text] = FLAG_TEXTS[flag];
      return `  ${`--${flag} ${value}`.padEnd(20)} ${text}`;
    });
    return `timeferry ${command}: ${COMMANDS[command]}\n\n${lines.join('\n')}\n\nEvery flag can also stand in timeferry.json.\n`;
  }
  const lines = Object.entries(COMMANDS).map(([name, text]) => `  ${name.padEnd(10)} ${text}`);
  return `timeferry: update a running Node program without losing its memory

  timeferry diff     --past V --future V [--json] [--entry FILE …]
  timeferry generate --past V --future V --out DIR
  timeferry check    --past V --future V [--transfer DIR] [--json] [--sarif FILE]
                     [--properties [--runs N] [--seed N] [--save-tests DIR]]
  timeferry rehearse --past V --future V [--transfer DIR] (--pid N | --launch) [--past-run CMD] [--future-run CMD]
                     [--json] [--dump DIR] [--save-tests DIR] [--timeout MS] [--memory MB]

${lines.join('\n')}

A version V is dir:PATH, a plain path, or git:REF. "timeferry COMMAND --help" explains the flags of a command.
Exit codes: 0 done, or equal; 1 something needs you, or the transfer failed; 2 wrong usage or environment.
`;
}
