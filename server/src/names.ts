/** The name without its module, as the author says it; `#secret` keeps its mark. */
export function shortName(name: string): string {
  return name.replace(/^[^#]+#/, '');
}

/** The last part of `module#Class.field`, `module#Box<string>`. */
export function simpleName(name: string): string {
  return shortName(name).replace(/<.*$/s, '').split('.').at(-1)!;
}
