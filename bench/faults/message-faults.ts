import type { FaultKind, MessageFault } from './fault.ts';
import { seeded } from './random.ts';
import type { Speaker, Traffic, WireFault } from './wire.ts';

/** Of the messages of a speaker, so many are spoilt in each way, each in a rehearsal of its own. */
const EACH = 2;

const KINDS: Readonly<Record<WireFault['what'], FaultKind>> = {
  corrupt: 'corrupted message',
  drop: 'dropped message',
  cut: 'broken connection',
};
const CONVERSATIONS = ['past', 'future', 'reversed'] as const;
const SPEAKERS: readonly Speaker[] = ['rehearsal', 'process'];

/** Faults of the messages that a rehearsal of a program sends and gets: a fixed choice, spread over all of them. */
export function messageFaults(program: string, traffic: Traffic): MessageFault[] {
  const random = seeded(traffic.length);
  return traffic.flatMap((sent, conversation) =>
    SPEAKERS.flatMap((speaker) =>
      (Object.keys(KINDS) as WireFault['what'][]).flatMap((what) =>
        Array.from({ length: EACH }, (_, index) => {
          const message = Math.floor(((index + random()) / EACH) * sent[speaker]);
          const change = `message ${message + 1} of the ${speaker === 'process' ? nameOf(conversation) : `rehearsal to the ${nameOf(conversation)}`}`;
          return { program, kind: KINDS[what], change, wire: { conversation, speaker, message, what } };
        }),
      ),
    ),
  );
}

function nameOf(conversation: number): string {
  return `${CONVERSATIONS[conversation] ?? 'another'} process`;
}
