import { readFile } from 'node:fs/promises';
import { deserialize } from 'node:v8';
import type { Capture } from './capture-format.ts';
import { CaptureGraph } from './capture-graph.ts';

/** Reads a capture that a process wrote. Throws an `Error` where the file is no capture. */
export async function readCapture(file: string): Promise<CaptureGraph> {
  const capture = deserialize(await readFile(file)) as Capture;
  if (capture?.schema !== 1) throw new Error(`The file ${file} is no capture of this version of Timeferry.`);
  return new CaptureGraph(capture);
}
