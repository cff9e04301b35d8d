import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { layOut } from '../../bench/releases/lay-out.ts';
import { type Measured, measure } from '../../bench/releases/measure.ts';
import { readPairs } from '../../bench/releases/pair.ts';
import { install } from './install.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 600_000 });

// The rest is measured by the bench: these show added fields, #private ones, a changed container and no change at all.
const [control, ...changed] = readPairs(['lru-cache-control', 'memfs', 'minisearch', 'p-queue', 'toad-scheduler']);

let installed: string;
let work: string;

beforeAll(async () => {
  installed = await install('releases', new URL('../../bench/releases/', import.meta.url));
  work = await mkdtemp(join(tmpdir(), 'ferry-releases-'));
});

afterAll(() => rm(work, { recursive: true }));

async function measured(pair = control!): Promise<Measured> {
  const folder = join(work, pair.name);
  return measure(pair, await layOut(pair, installed, folder), join(folder, 'transfer'));
}

describe.each(changed)('$package $past -> $future', (pair) => {
  let result: Measured;
  beforeAll(async () => {
    result = await measured(pair);
  });

  test('every change of a field that a reader found is reported, and no other', () => {
    const { right, needless, missed, moved } = result.score;
    expect({ needless, missed }).toEqual({ needless: [], missed: [] });
    expect(right + moved.all).toBeGreaterThan(0);
  });

  test('what lives on under another name is offered', () => {
    expect(result.score.moved.named).toBe(result.score.moved.all);
  });

  test('nothing that needs its author is same or auto', () => {
    expect(result.score.wrong).toEqual([]);
  });

  test('the generated modules type-check against both releases, and stay as they are', () => {
    expect({ faults: result.faults, churn: result.churn, problems: result.problems }).toEqual({
      faults: [],
      churn: [],
      problems: [],
    });
  });
});

test('between two releases of lru-cache that are nearly the same, one private field is all', async () => {
  const { verdicts, score } = await measured();
  expect(score).toMatchObject({ right: 1, needless: [], missed: [], wrong: [] });
  expect(verdicts).toMatchObject({ choose: 0, refused: 0 });
});
