import { serve } from './serve.ts';

let cancelled = 0;
function onAbort(): void {
  cancelled += 1;
}

export const controllers = new Map<string, AbortController>();
export const signals: AbortSignal[] = [];

serve({
  open(id) {
    const controller = new AbortController();
    controller.signal.addEventListener('abort', onAbort);
    controllers.set(id, controller);
    signals.push(controller.signal);
  },
  bare: (id) => controllers.set(id, new AbortController()),
  abort: (id) => controllers.get(id)?.abort({ code: 7 }),
  cancelled: () => cancelled,
});
