import { join } from 'node:path';
import type { RehearsalReport } from '@timeferry/transfer/rehearsal-report';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../project/test/temporary.ts';
import { renderRehearsal } from '../src/render-rehearsal.ts';
import { paintWith } from '../src/terminal.ts';

const NOTHING: RehearsalReport = {
  schema: 1,
  outcome: 'match',
  phases: [{ phase: 'capture-past', ms: 12.3 }],
  pauseMs: 3.14,
  objects: 7,
  bytes: 800,
  mismatches: [],
  excluded: [],
  unverified: [],
  held: [],
};

function render(report: Partial<RehearsalReport>): string {
  const folder = temporaryFolder({
    'future/src/model.ts': 'export interface Session {\n  expires: bigint;\n}\n',
    'transfer/src/model.ts':
      'export const session = {\n  forward(past, future) {\n    future.expires = 0n;\n  },\n};\n',
  });
  const folders = { past: null, future: join(folder, 'future'), transfer: join(folder, 'transfer') };
  return renderRehearsal({ ...NOTHING, ...report }, folders, paintWith(false));
}

test('a match says so, with times and sizes', () => {
  const text = render({});
  expect(text).toMatch(/^match {2}The reversed state equals the past state/);
  expect(text).toContain('capture-past 12 ms');
  expect(text).toContain('7 objects, 800 bytes; the past process paused for 3.1 ms');
  expect(render({ searchMs: 2 })).toContain('paused for 3.1 ms, 2.0 of them while its heap was searched');
});

test('a mismatch is shown at the field and at the mapper', () => {
  const text = render({
    outcome: 'mismatch',
    mismatches: [
      {
        path: 'src/app.ts#sessions.get("u1").expires',
        type: 'src/model.ts#Session',
        field: 'expires',
        past: '17',
        future: '0n',
        reversed: '0',
        count: 12,
        why: 'the value differs',
        location: { version: 'future', file: 'src/model.ts', line: 2, column: 3 },
        mapper: { version: 'transfer', file: 'src/model.ts', line: 3, column: 5 },
      },
    ],
  });
  expect(text).toMatch(/^mismatch {2}.* 12 values/);
  expect(text).toContain('sessions.get("u1").expires');
  expect(text).toMatch(
    /future\/src\/model\.ts:2:3 \(future\)\n.*\n {2}> 2 \| {3}expires: bigint;\n {4} {2}\| {3}\^ was 17, came back as 0/,
  );
  expect(text).toMatch(/transfer\/src\/model\.ts:3:5 \(transfer\)/);
  expect(text).toContain('>  3 |     future.expires = 0n;'.replace('>  3', '> 3'));
});

test('a failure is shown at the mapper, with its phase and the object', () => {
  const text = render({
    outcome: 'failed',
    error: {
      phase: 'forward',
      kind: 'throw',
      message: 'no such luck',
      path: 'src/app.ts#sessions',
      location: { version: 'transfer', file: 'src/model.ts', line: 3, column: 5 },
    },
  });
  expect(text).toMatch(/throw in forward {2}no such luck/);
  expect(text).toContain('^ no such luck');
});

test('a place whose file cannot be read is named all the same', () => {
  const location = { version: 'past', file: 'gone.ts', line: 4, column: 2 } as const;
  const text = render({ outcome: 'failed', error: { phase: 'forward', kind: 'throw', message: 'no', location } });
  expect(text).toContain('gone.ts:4:2 (past) no');
});

test('what was left out, held back or stopped by a guard is listed', () => {
  const text = render({
    excluded: ['src/app.ts#color: the new version has no place for it'],
    held: [{ version: 'future', kind: 'listen', what: '127.0.0.1:8080', count: 2 }],
  });
  expect(text).toContain('Not compared:\n  src/app.ts#color: the new version has no place for it');
  expect(text).toContain('listen 127.0.0.1:8080 (future, 2 times)');
});
