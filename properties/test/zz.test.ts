import { buildPlan } from '@timeferry/analysis/plan/build-plan';
import { test } from 'vitest';
import { HARD_CASES } from './hard-cases.ts';
import { checkAll, diffSources } from './versions.ts';

test('x', () => {
  for (const n of ['mapClass']) {
    const [p, f] = HARD_CASES[n]!;
    const diff = diffSources({ 'src/m.ts': p }, { 'src/m.ts': f });
    const { plan } = buildPlan({ diff, transferFiles: new Map(), transferRoot: null });
    console.log(plan.mappers.map((m) => m.source).join('\n----\n'));
    console.log(JSON.stringify([...checkAll(diff, { runs: 25, seed: 5 })], null, 1));
  }
});
