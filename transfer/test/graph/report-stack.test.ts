import { expect, it } from 'vitest';
import { locateFailure, readableStack } from '../../src/report-stack.ts';
import { mapperModule } from './programs.ts';

// Line 3 of the compiled code, column 5, comes from line 7 of the source, column 3.
const MAP = JSON.stringify({ version: 3, sources: ['m.ts'], names: [], mappings: ';;IAME' });
const MODULES = [{ ...mapperModule(''), map: MAP }];
const STACK = `TypeError: no
    at forward (timeferry://transfer/m.ts:3:9)
    at runTypeMappers (timeferry://agents/rebuild.js:10:3)`;

it('leads a stack back to the source of the transfer module', () => {
  expect(locateFailure(STACK, MODULES)).toEqual({ version: 'transfer', file: 'm.ts', line: 7, column: 3 });
  expect(readableStack(STACK, MODULES)).toBe('TypeError: no\n    at forward (m.ts:7:3)');
});

it('keeps the place as it is where there is no map, and has none outside transfer modules', () => {
  expect(locateFailure(STACK, [mapperModule('')])).toMatchObject({ line: 3, column: 9 });
  expect(locateFailure('Error: x\n    at main (file:///app.mjs:1:1)', MODULES)).toBeUndefined();
});
