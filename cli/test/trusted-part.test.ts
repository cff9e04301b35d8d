import { expect, test } from 'vitest';
import { importsOf, renderTrustedPart, trustedPart, writtenTrustedPart } from '../../scripts/trusted-part.mjs';

/** The list without its line counts, and those. */
function read(list: string) {
  const counts = [...list.matchAll(/\| (?:\*\*)?(\d+)(?:\*\*)? \|/g)].map(([, count]) => Number(count));
  return { files: list.replaceAll(/\d+/g, '#'), counts };
}

test('ARCHITECTURE.md lists the trusted part as it is (node scripts/trusted-part.mjs writes it)', () => {
  const is = read(renderTrustedPart(trustedPart()));
  const written = read(writtenTrustedPart());
  expect(written.files).toBe(is.files);
  expect(is.counts).toHaveLength(trustedPart().length + 1);
  // A line more or less is no news; a tenth more is.
  written.counts.forEach((count, index) => {
    expect(Math.abs(count - is.counts[index]!), `${count} lines are written`).toBeLessThanOrEqual(
      is.counts[index]! / 10,
    );
  });
});

test('the trusted part is whole, and takes nothing but Node and itself', () => {
  const pieces = trustedPart();
  const files = pieces.flatMap((piece) => piece.files);
  expect(files).toEqual(
    expect.arrayContaining(['websocket.ts', 'capture-reader.ts', 'guardian.ts', 'compare-same.ts']),
  );
  const foreign = files.flatMap((file) => importsOf(file)).filter((name) => !/^(node:|\.{1,2}\/)/.test(name));
  expect(foreign).toEqual([]);
  for (const piece of pieces) expect(piece.lines).toBeGreaterThan(100);
});
