/**
 * Whether a mapper's function may look at its first parameter, by its own text: a parameter whose name stands nowhere else
 * in it cannot be read. In doubt it may.
 */
export function mayReadSource(callable: Function): boolean {
  const text = Function.prototype.toString.call(callable);
  const parameter = /^(?:function\s*)?[\w$]*\s*\(\s*([A-Za-z_$][\w$]*)?\s*[,)]/.exec(text);
  if (!parameter || /\barguments\b|\beval\b|\\u|\[native code\]/.test(text)) return true;
  const [, name] = parameter;
  return name !== undefined && text.split(/[^\w$]+/).filter((word) => word === name).length > 1;
}
