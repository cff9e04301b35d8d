import type { Debugger, Runtime } from 'node:inspector';
import { pathToFileURL } from 'node:url';

/** A call on the stack of a process, innermost first in lists. Line and column count from 1. */
export interface Frame {
  readonly functionName: string;
  /** A `file:` URL for what comes from a file. */
  readonly url: string;
  /** The inspector's name of the script, where the frame comes from it. */
  readonly scriptId?: string;
  readonly line: number;
  readonly column: number;
}

const stackLine = /^\s+at (?:(?:async )?(.*?) \()?((?:file:\/\/|node:|timeferry:|\/)[^()]*?):(\d+):(\d+)\)?$/;
/** How a syntax error is announced on standard error. */
const syntaxLine = /^((?:file:\/\/)?\/.+):(\d+)$/m;

/** The places that an error's stack names, innermost first. */
export function framesOfStack(stack: string): Frame[] {
  return stack.split('\n').flatMap((text) => {
    const [, functionName = '', url, line, column] = stackLine.exec(text) ?? [];
    return url === undefined ? [] : [{ functionName, url: asUrl(url), line: Number(line), column: Number(column) }];
  });
}

/** The place of a syntax error, which its stack does not name. */
export function frameOfSyntaxError(stderr: string): Frame[] {
  const [, url, line] = syntaxLine.exec(stderr) ?? [];
  return url === undefined ? [] : [{ functionName: '', url: asUrl(url), line: Number(line), column: 1 }];
}

/** The protocol may leave a frame's address out: the process knows it by the script. */
export function framesOfPause(
  frames: readonly Debugger.CallFrame[],
  scripts: { scriptUrl(scriptId: string): string | undefined },
): Frame[] {
  return frames.map(({ functionName, url, location }) => ({
    functionName,
    url: asUrl(url || (scripts.scriptUrl(location.scriptId) ?? '')),
    scriptId: location.scriptId,
    line: location.lineNumber + 1,
    column: (location.columnNumber ?? 0) + 1,
  }));
}

/** The places of a stack that the inspector reports, counted from 1. */
export function framesOfTrace(trace: Runtime.StackTrace | undefined): Frame[] {
  return (trace?.callFrames ?? []).map(({ functionName, url, scriptId, lineNumber, columnNumber }) => ({
    functionName,
    url: asUrl(url),
    scriptId,
    line: lineNumber + 1,
    column: columnNumber + 1,
  }));
}

/** Frames as a stack is usually printed. */
export function printFrames(frames: readonly Frame[]): string {
  return frames
    .map(({ functionName, url, line, column }) => `    at ${functionName || '<anonymous>'} (${url}:${line}:${column})`)
    .join('\n');
}

function asUrl(url: string): string {
  return url.startsWith('/') ? pathToFileURL(url).href : url;
}
