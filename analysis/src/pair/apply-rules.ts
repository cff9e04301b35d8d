import type { StaleRule } from '../state-diff.ts';
import type { DocTags, ObjectType, StateField, StateModel, StateRoot } from '../state-model.ts';
import type { PlacedRule, Rule } from '../transfer-rules.ts';
import { pairModules } from './modules.ts';
import { futureNameIn } from './names.ts';

/** The two versions with the rules on their declarations, as if their doc comments said so. */
export interface RuledModels {
  readonly past: StateModel;
  readonly future: StateModel;
  /** Rules that name nothing of the versions. */
  readonly stale: readonly StaleRule[];
}

/** Gives each piece of state the tags that a rule of the transfer module has for it: types first, then what they hold. */
export function applyRules(past: StateModel, future: StateModel, rules: readonly PlacedRule[]): RuledModels {
  if (rules.length === 0) return { past, future, stale: [] };
  const tags = new Tags(past, future);
  const isOfType = ({ rule }: PlacedRule) => past.types.has(nameOf(rule)) || future.types.has(nameOf(rule));
  const ordered = [...rules.filter(isOfType), ...rules.filter((each) => !isOfType(each))];
  const stale = ordered.filter(({ rule }) => !tags.add(rule));
  return { past: tags.past(), future: tags.future(), stale: stale.map(describe) };
}

const nameOf = (rule: Rule): string => ('rename' in rule ? rule.rename : 'move' in rule ? rule.move : rule.transient);

function describe({ rule, position }: PlacedRule): StaleRule {
  const what = 'rename' in rule ? 'rename' : 'move' in rule ? 'move' : 'transient';
  const to = 'to' in rule ? ` to ${rule.to}` : '';
  return {
    state: nameOf(rule),
    message: `The rule ${what} ${nameOf(rule)}${to} matches nothing any more; take it out.`,
    version: 'transfer',
    position,
  };
}

/** Tags by name of the root, type or `type.field`, type arguments left out. */
class Tags {
  readonly #past: StateModel;
  readonly #future: StateModel;
  readonly #modules: ReadonlyMap<string, string>;
  readonly #renamed = new Map<string, string>();
  readonly #onPast = new Map<string, DocTags>();
  readonly #onFuture = new Map<string, DocTags>();

  constructor(past: StateModel, future: StateModel) {
    this.#past = past;
    this.#future = future;
    this.#modules = pairModules(past, future);
    for (const type of future.types.values()) {
      const from = type.tags.renamedFrom ?? type.tags.movedFrom;
      if (from) this.#renamed.set(from.includes('#') ? from : besides(type.name, from), plain(type.name));
    }
  }

  past(): StateModel {
    return withTags(this.#past, this.#onPast);
  }

  future(): StateModel {
    return withTags(this.#future, this.#onFuture);
  }

  /** Whether the rule names something that it can be about. */
  add(rule: Rule): boolean {
    if ('transient' in rule) return this.#addTransient(rule.transient, { transient: rule.because });
    const from = nameOf(rule);
    const to = rule.to.includes('#') ? rule.to : besides(this.#futureOf(from), rule.to);
    if (!has(this.#past, from) || !has(this.#future, to)) return false;
    const isField = !hasWhole(this.#past, from);
    const wanted = isField && scopeOf(to) === scopeOf(this.#futureOf(from)) ? lastOf(from) : from;
    this.#onFuture.set(to, 'rename' in rule || isField ? { renamedFrom: wanted } : { movedFrom: wanted });
    this.#renamed.set(from, to);
    return true;
  }

  /** A piece that is gone goes by its past name, or by the one that the diff gives it: in its type or module of today. */
  #addTransient(name: string, tags: DocTags): boolean {
    if (has(this.#future, name)) {
      this.#onFuture.set(name, tags);
      return true;
    }
    const gone = has(this.#past, name) ? name : namesOf(this.#past).find((each) => this.#futureOf(each) === name);
    if (gone === undefined) return false;
    this.#onPast.set(gone, tags);
    return true;
  }

  /** What a past piece is called in the future version, by its type or module. */
  #futureOf(past: string): string {
    const owner = scopeOf(past);
    const renamed = this.#renamed.get(owner);
    return renamed === undefined ? futureNameIn(this.#modules, past) : `${renamed}.${lastOf(past)}`;
  }
}

function withTags(model: StateModel, tags: ReadonlyMap<string, DocTags>): StateModel {
  if (tags.size === 0) return model;
  const tagged = <T extends StateRoot | ObjectType | StateField>(piece: T, name: string): T => {
    const own = tags.get(plain(name));
    return own ? { ...piece, tags: { ...piece.tags, ...own } } : piece;
  };
  const types = [...model.types].map(([name, type]) => {
    const fields = type.fields.map((field) => tagged(field, `${plain(name)}.${field.name}`));
    return [name, { ...tagged(type, name), fields }] as const;
  });
  return { ...model, types: new Map(types), roots: model.roots.map((root) => tagged(root, root.name)) };
}

const has = (model: StateModel, name: string): boolean => hasWhole(model, name) || hasField(model, name);

/** Names of everything that a rule can be about. */
const namesOf = ({ roots, types }: StateModel): string[] => [
  ...roots.map((root) => root.name),
  ...[...types.values()].flatMap(({ name, fields }) => fields.map((field) => `${plain(name)}.${field.name}`)),
];

const hasWhole = (model: StateModel, name: string): boolean =>
  model.roots.some((root) => root.name === name) || [...model.types.keys()].some((type) => plain(type) === name);

const hasField = (model: StateModel, name: string): boolean =>
  [...model.types.values()].some(
    (type) => plain(type.name) === scopeOf(name) && type.fields.some((field) => field.name === lastOf(name)),
  );

const plain = (name: string): string => name.replace(/<.*$/s, '');
const scopeOf = (name: string): string => name.slice(0, Math.max(name.lastIndexOf('.'), name.indexOf('#')));
const lastOf = (name: string): string => name.slice(scopeOf(name).length + 1);

/** The name of a neighbour of a piece of state. */
function besides(name: string, last: string): string {
  const scope = scopeOf(plain(name));
  return `${scope}${scope.includes('#') ? '.' : '#'}${last}`;
}
