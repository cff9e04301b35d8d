const SCHEME = 'timeferry://transfer/';

/** The name under which a process runs a transfer module, so that stacks can be led back to its source. */
export function transferUrl(module: string): string {
  return SCHEME + module;
}

/** Places in transfer modules that a stack names, innermost first; lines and columns of the compiled code, from 1. */
export function transferFrames(stack: string): { module: string; line: number; column: number }[] {
  return [...stack.matchAll(/timeferry:\/\/transfer\/([^\s():]+):(\d+):(\d+)/g)].map(([, module, line, column]) => ({
    module: module!,
    line: Number(line),
    column: Number(column),
  }));
}
