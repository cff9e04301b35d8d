import dns from 'node:dns';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import type { EffectLog } from './effect-log.ts';
import { callbackOf, replace } from './replace.ts';

const asking = /^(lookup|resolve|reverse)/;

/** Holds questions to name servers: they stay unanswered. What this machine knows by itself is answered. */
export function holdNames(log: EffectLog): void {
  const { Resolver } = dns;
  const { Resolver: PromisesResolver } = dns.promises;
  for (const target of [dns, dns.promises, Resolver.prototype, PromisesResolver.prototype]) {
    for (const name of namesOf(target).filter((key) => asking.test(key))) {
      replace(
        target,
        name,
        (original) =>
          function ask(this: unknown, ...args) {
            const what = String(args[0]);
            if (isKnown(what, name) || !log.holds('dns', what)) return original.apply(this, args);
            return callbackOf(args) === undefined ? new Promise(() => {}) : {};
          },
      );
    }
  }
}

function namesOf(target: object): string[] {
  return Object.getOwnPropertyNames(target);
}

function isKnown(what: string, question: string): boolean {
  // Only a name server knows the names of other machines' addresses.
  if (/^(reverse|lookupService)/.test(question)) return /^127\.|^::1$/.test(what);
  return isIP(what) !== 0 || what === 'localhost' || what === hostname();
}
