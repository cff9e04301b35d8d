import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { capture } from '../../src/agents/capture.ts';
import { readCapture } from '../../src/capture-file.ts';
import { CaptureGraph } from '../../src/capture-graph.ts';
import { type Captures, reportComparison } from '../../src/compare-report.ts';
import { field, handMade, plan, root, type } from './programs.ts';

class Session {
  id = 1;
  tags = ['a'];
  socket: unknown = null;
  extra: unknown = { deep: [1, { two: 2 }] };
}

function makeState() {
  const sessions = [new Session(), new Session(), Object.assign(new Session(), { socket: new WeakMap() })];
  const mixed: unknown[] = [
    1,
    'x',
    null,
    undefined,
    true,
    2n,
    -0,
    Number.NaN,
    null,
    new Map([[sessions[0], new Date(5)]]),
  ];
  delete mixed[8];
  return { sessions, mixed, broken: new Proxy({}, {}), buffer: new Uint8Array([1, 2]) };
}

/** The same captures with their bytes, and without, so that they are compared object by object. */
async function bothWays(past: object, reversed: object): Promise<[Captures, Captures]> {
  const folder = await mkdtemp(join(tmpdir(), 'timeferry-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const read = async (name: string, state: object) => {
    const file = join(folder, name);
    const program = handMade({ variables: { state }, callables: { Session } });
    capture(program, { file, roots: ['m.ts#state'] });
    return readCapture(file);
  };
  const captures = {
    past: await read('past', past),
    future: await read('future', past),
    reversed: await read('reversed', reversed),
  };
  const bare = (graph: CaptureGraph) => new CaptureGraph(graph.capture);
  return [captures, { ...captures, past: bare(captures.past), reversed: bare(captures.reversed) }];
}

const PLAN = plan({
  roots: [root('state')],
  types: [
    type(
      'Session',
      [field('id'), field('tags'), field('socket', { change: 'removed', how: 'drop', future: null }), field('extra')],
      {
        pastClass: 'm.ts#Session',
        futureClass: 'm.ts#Session',
      },
    ),
  ],
});
const NOTHING_ABSENT = { lost: new Set<string>(), missing: new Map<string, string>() };

describe('captures with the same bytes', () => {
  it('are told the same as by a comparison object by object', async () => {
    const [quick, careful] = await bothWays(makeState(), makeState());
    expect(Buffer.compare(quick.past.bytes!, quick.reversed.bytes!)).toBe(0);
    const reports = [quick, careful].map((captures) => reportComparison(PLAN, captures, NOTHING_ABSENT));
    const [one, other] = reports.map(({ mismatches, excluded, unverified }) => ({
      mismatches,
      excluded: excluded.toSorted(),
      unverified: unverified.toSorted(),
    }));
    expect(one).toEqual(other);
    expect(one!.mismatches).toEqual([]);
    expect(one!.excluded.length).toBeGreaterThan(0);
    expect(reports[0]!.compared).toBeGreaterThan(0);
  });

  it.each<[string, (state: ReturnType<typeof makeState>) => unknown]>([
    ['a value', ({ sessions }) => Object.assign(sessions[1]!, { id: 2 })],
    ['the sign of a zero', ({ mixed }) => mixed.splice(6, 1, 0)],
    ['a hole', ({ mixed }) => mixed.fill(undefined, 8, 9)],
    ['what is shared', ({ sessions }) => Object.assign(sessions[1]!, { tags: sessions[0]!.tags })],
    ['a key', ({ sessions }) => Object.assign(sessions[1]!, { more: 1 })],
    ['an attribute', ({ sessions }) => Object.freeze(sessions[2])],
    ['bytes', ({ buffer }) => buffer.set([3])],
  ])('are not had by states that differ in %s', async (_, change) => {
    const reversed = makeState();
    change(reversed);
    const [captures] = await bothWays(makeState(), reversed);
    expect(Buffer.compare(captures.past.bytes!, captures.reversed.bytes!)).not.toBe(0);
    expect(reportComparison(PLAN, captures, NOTHING_ABSENT).mismatches).not.toEqual([]);
  });
});
