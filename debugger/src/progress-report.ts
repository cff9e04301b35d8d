import type { Phase } from '@timeferry/transfer/rehearsal-report';
import { ProgressEndEvent, ProgressStartEvent, ProgressUpdateEvent } from '@vscode/debugadapter';
import type { DebugProtocol } from '@vscode/debugprotocol';

const messages: Readonly<Record<Phase, string>> = {
  attach: 'attaching to the past process',
  'capture-past': 'capturing the past state',
  'boot-future': 'starting the future version',
  forward: 'transferring forward',
  'capture-future': 'capturing the future state',
  'boot-reversed': 'starting the past version again',
  backward: 'transferring backward',
  'capture-reversed': 'capturing the reversed state',
  compare: 'comparing past and reversed',
};
const phases = Object.keys(messages) as Phase[];
let started = 0;

/** The progress of one rehearsal in the editor; it can be cancelled there by its id. */
export class ProgressReport {
  readonly id: string;
  readonly #send: (event: DebugProtocol.Event) => void;

  private constructor(send: (event: DebugProtocol.Event) => void, id: string) {
    this.#send = send;
    this.id = id;
  }

  static start(send: (event: DebugProtocol.Event) => void): ProgressReport {
    started += 1;
    const id = `rehearsal-${started}`;
    const event: DebugProtocol.ProgressStartEvent = new ProgressStartEvent(id, 'Rehearsing the state transfer');
    event.body.cancellable = true;
    event.body.percentage = 0;
    send(event);
    return new ProgressReport(send, id);
  }

  phase(phase: Phase): void {
    const event: DebugProtocol.ProgressUpdateEvent = new ProgressUpdateEvent(this.id, messages[phase]);
    event.body.percentage = Math.round((100 * phases.indexOf(phase)) / phases.length);
    this.#send(event);
  }

  end(): void {
    this.#send(new ProgressEndEvent(this.id));
  }
}
