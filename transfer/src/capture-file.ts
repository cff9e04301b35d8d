import { readFile } from 'node:fs/promises';
import { CaptureGraph } from './capture-graph.ts';
import { openCapture } from './capture-reader.ts';

/** Reads a capture that a process wrote. Throws an `Error` where the file is no capture. */
export async function readCapture(file: string): Promise<CaptureGraph> {
  return new CaptureGraph(openCapture(await readFile(file)));
}
