import { readFile } from 'node:fs/promises';
import { CaptureGraph } from './capture-graph.ts';
import { openCapture, stateBytes } from './capture-reader.ts';

/** Reads a capture that a process wrote. Throws an `Error` where the file is no capture. */
export async function readCapture(file: string): Promise<CaptureGraph> {
  const bytes = await readFile(file);
  return new CaptureGraph(openCapture(bytes), stateBytes(bytes));
}
