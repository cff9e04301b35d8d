import { basename } from 'node:path';
import type { EffectLog } from './effect-log.ts';
import { replace } from './replace.ts';

/** Parts of Node that reach the system past everything that is held. */
const reaching = /^(fs|fs_event_wrap|spawn_sync|process_wrap|tcp_wrap|udp_wrap|pipe_wrap|cares_wrap|worker)$/;

/** Native code runs, for programs do not start without it, and is noted: nobody sees its effects, so they are not held. */
export function noteNativeCode(log: EffectLog): void {
  replace(
    process,
    'dlopen',
    (original) =>
      function dlopen(this: unknown, ...args) {
        log.note('native code', basename(String(args[1])));
        return original.apply(this, args);
      },
  );
  replace(
    process,
    'binding',
    (original) =>
      function binding(this: unknown, ...args) {
        if (reaching.test(String(args[0]))) log.note('native code', `process.binding('${String(args[0])}')`);
        return original.apply(this, args);
      },
  );
}
