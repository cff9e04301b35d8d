import { describe } from 'vitest';
import { inType, rule } from '../support/rule.ts';

describe('stale-rule', () => {
  rule('a tag that names nothing changes nothing', inType('+ /** @renamedFrom nope */ a?: Date;'), { 'T.a': 'auto' });
});
