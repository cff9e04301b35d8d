import { describe, expect, test } from 'vitest';
import { TransferDisk } from '../../analysis/test/support/transfer-disk.ts';
import { HARD_CASES } from './hard-cases.ts';
import { checkAll, diffSources } from './versions.ts';

describe.each(Object.entries(HARD_CASES))('%s', (_, [past, future]) => {
  const sources = { past: { 'src/m.ts': past }, future: { 'src/m.ts': future } };

  test('what is generated keeps its law on arbitrary values', () => {
    const results = checkAll(diffSources(sources.past, sources.future), { runs: 25, seed: 5 });
    const broken = [...results].filter(([, { outcome }]) => outcome !== 'holds');
    expect(broken.map(([target, { counterexample, why }]) => [target, counterexample?.message ?? why])).toEqual([]);
  });

  test('and fits both versions', () => {
    const disk = new TransferDisk(sources);
    expect(disk.check(disk.generate(new Map()))).toEqual([]);
  });
});
