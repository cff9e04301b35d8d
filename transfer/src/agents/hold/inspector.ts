import inspector from 'node:inspector';
import type { EffectLog } from './effect-log.ts';
import { replace } from './replace.ts';

/**
 * Holds the program off the inspector, which the rehearsal itself uses: the program believes that it has opened and closed
 * it. Call it once the inspector is open.
 */
export function holdInspector(log: EffectLog): void {
  const address = inspector.url();
  let isOpen = false;
  const close = (): void => {
    isOpen = false;
  };
  replace(inspector, 'open', () => (port, host) => {
    log.holds('listen', `inspector ${host ?? '127.0.0.1'}:${port ?? process.debugPort}`);
    isOpen = true;
    return { [Symbol.dispose ?? Symbol.for('nodejs.dispose')]: close };
  });
  replace(inspector, 'close', () => close);
  replace(inspector, 'url', () => () => (isOpen ? address : undefined));
  // Nobody will come.
  replace(inspector, 'waitForDebugger', () => () => {});
  replace(process, '_debugEnd', () => close);
  replace(process, '_debugProcess', () => (pid) => void log.holds('signal', `SIGUSR1 to ${String(pid)}`));
}
