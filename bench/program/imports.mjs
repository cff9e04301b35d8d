import { posix } from 'node:path';

/** Import statements for some names, sorted by module, as types where none of their uses needs the value. */
export function importLines(from, names) {
  const modules = new Map();
  for (const { name, module, value } of names) {
    if (!modules.has(module)) modules.set(module, new Map());
    const known = modules.get(module);
    known.set(name, value || known.get(name) || false);
  }
  return [...modules]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([module, wanted]) => {
      const list = [...wanted].toSorted(([a], [b]) => (a < b ? -1 : 1));
      const isTypeOnly = list.every(([, value]) => !value);
      const spelt = list.map(([name, value]) => (value || isTypeOnly ? name : `type ${name}`)).join(', ');
      return `import ${isTypeOnly ? 'type ' : ''}{ ${spelt} } from '${relativePath(from, module)}';`;
    });
}

function relativePath(from, to) {
  const path = posix.relative(posix.dirname(from), to).replace(/\.ts$/, '.js');
  return path.startsWith('.') ? path : `./${path}`;
}
