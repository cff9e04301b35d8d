/**
 * Gives a container the contents of another of its kind, so that it stays the object that its owners know. Gives false,
 * and changes nothing, where the two are not of one kind. What a class of the program overrides is not called.
 */
export function replaceContents(target: unknown, contents: unknown): boolean {
  if (target instanceof Map && contents instanceof Map) {
    Map.prototype.clear.call(target);
    for (const [key, value] of contents) Map.prototype.set.call(target, key, value);
    return true;
  }
  if (target instanceof Set && contents instanceof Set) {
    Set.prototype.clear.call(target);
    for (const value of contents) Set.prototype.add.call(target, value);
    return true;
  }
  if (Array.isArray(target) && Array.isArray(contents)) {
    target.length = 0;
    for (const key of Object.keys(contents)) target[Number(key)] = contents[Number(key)] as unknown;
    target.length = contents.length;
    return true;
  }
  return isPlain(target) && isPlain(contents) && replaceFields(target, contents);
}

function replaceFields(target: object, contents: object): boolean {
  for (const key of Reflect.ownKeys(target)) Reflect.deleteProperty(target, key);
  Object.defineProperties(target, Object.getOwnPropertyDescriptors(contents));
  return true;
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
