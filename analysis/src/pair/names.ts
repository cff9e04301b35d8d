/** What a declaration is called where only its module may have another name. */
export function futureNameIn(modules: ReadonlyMap<string, string>, past: string): string {
  const at = past.indexOf('#');
  const module = past.slice(0, at);
  return `${modules.get(module) ?? module}${past.slice(at)}`;
}
