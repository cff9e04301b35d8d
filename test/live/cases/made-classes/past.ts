import { serve } from './serve.ts';

type Constructor<Made = object> = new (...given: never[]) => Made;

class Plain {
  name = 'plain';
}

/** A mixin: its class is made anew for each base. */
function Timed<Base extends Constructor>(base: Base) {
  return class extends base {
    stamp = 0;
    #ticks = 1;
    tick(): number {
      this.#ticks += 1;
      return this.#ticks;
    }
  };
}

/** Each class that it makes captures a step of its own. */
function makeCounter(step: number) {
  return class Counter {
    count = 0;
    add(): number {
      this.count += step;
      return this.count;
    }
  };
}

const TimedPlain = Timed(Plain);
class Special extends Timed(Map<string, number>) {
  label = 'special';
}
const named = class Renamed {
  value = 1;
};
const nameless = class {
  value = 2;
};
const registry = {
  Entry: class {
    value = 3;
  },
};
const byTwo = makeCounter(2);
const byTen = makeCounter(10);

export const things: Record<string, object> = {};

serve({
  fill() {
    const timed = new TimedPlain();
    timed.stamp = 7;
    timed.tick();
    const special = new Special([['a', 1]]);
    special.tick();
    special.tick();
    const two = new byTwo();
    const ten = new byTen();
    two.add();
    ten.add();
    Object.assign(things, { timed, special, two, ten, named: new named(), nameless: new nameless() });
    Object.assign(things, { entry: new registry.Entry() });
  },
});
