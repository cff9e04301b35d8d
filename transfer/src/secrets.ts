import { environmentFor } from './rehearse-boot.ts';
import type { RehearsalRequest } from './rehearse-request.ts';

/** A value of the environment that no report may show, and the variable that holds it. */
export interface Secret {
  readonly name: string;
  readonly value: string;
}

/** A variable whose name says that its value is for nobody else. */
const telling = /key|secret|token|passw|credential|auth|private|dsn|(^|_)(url|uri)$/i;
/** A shorter value says nothing, and stands in texts by chance. In characters. */
const shortest = 6;

/** The secrets that the program of a rehearsal may have put into its state, longest first. */
export function secretsOf(past: RehearsalRequest['past']): readonly Secret[] {
  return Object.entries(environmentFor(past))
    .flatMap(([name, value]) =>
      value !== undefined && value.length >= shortest && telling.test(name) ? [{ name, value }] : [],
    )
    .sort((one, other) => other.value.length - one.value.length);
}

/** The same plain data with the name of the variable in the place of each secret. */
export function withoutSecrets<Value>(data: Value, secrets: readonly Secret[]): Value {
  if (secrets.length === 0) return data;
  const clean = (value: unknown): unknown => {
    if (typeof value === 'string') return withoutSecretsIn(value, secrets);
    if (Array.isArray(value)) return value.map(clean);
    if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
    return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, clean(held)]));
  };
  return clean(data) as Value;
}

function withoutSecretsIn(text: string, secrets: readonly Secret[]): string {
  return secrets.reduce((left, { name, value }) => {
    // As a report shows it, in quotes.
    const shown = JSON.stringify(value).slice(1, -1);
    return left.replaceAll(value, `(${name})`).replaceAll(shown, `(${name})`);
  }, text);
}
