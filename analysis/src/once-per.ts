/** The same function, which works out what it gives for an object only once, for as long as that object is in use. */
export function oncePer<Key extends object, Value extends object | string>(
  find: (key: Key) => Value,
): (key: Key) => Value {
  const known = new WeakMap<Key, Value>();
  return (key) => {
    const value = known.get(key) ?? find(key);
    known.set(key, value);
    return value;
  };
}

/** The same for two objects. */
export function oncePerTwo<First extends object, Second extends object, Value extends object | string>(
  find: (first: First, second: Second) => Value,
): (first: First, second: Second) => Value {
  const of = oncePer((first: First) => oncePer((second: Second) => find(first, second)));
  return (first, second) => of(first)(second);
}
