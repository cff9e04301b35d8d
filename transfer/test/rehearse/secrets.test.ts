import { afterEach, expect, test, vi } from 'vitest';
import { secretsOf, withoutSecrets } from '../../src/secrets.ts';

afterEach(() => vi.unstubAllEnvs());

test('values of secret variables are named instead of shown, wherever they stand; others are shown', () => {
  vi.stubEnv('SHOP_API_KEY', 'k-123456');
  vi.stubEnv('SHOP_PASSWORD', 'two "quoted" words');
  vi.stubEnv('DATABASE_URL', 'postgres://me:k-123456@db/shop');
  vi.stubEnv('SHOP_TOKEN', 'short');
  vi.stubEnv('SHOP_COLOUR', 'turquoise');
  const report = {
    mismatches: [{ path: 'src/app.ts#config.get("k-123456")', past: JSON.stringify('two "quoted" words'), count: 2 }],
    unverified: ['postgres://me:k-123456@db/shop, turquoise and short'],
    values: [1n, null, undefined, true],
  };
  expect(withoutSecrets(report, secretsOf('held'))).toEqual({
    mismatches: [{ path: 'src/app.ts#config.get("(SHOP_API_KEY)")', past: '"(SHOP_PASSWORD)"', count: 2 }],
    unverified: ['(DATABASE_URL), turquoise and short'],
    values: [1n, null, undefined, true],
  });
});
