import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { CaptureGraph } from './capture-graph.ts';
import { dumpJson } from './dump-json.ts';

/** Writes a capture as `NAME.json` into a folder, which is made where it is missing. */
export async function writeDump(
  folder: string,
  name: 'past' | 'future' | 'reversed',
  graph: CaptureGraph,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await pipeline(Readable.from(dumpJson(graph)), createWriteStream(join(folder, `${name}.json`)));
}
