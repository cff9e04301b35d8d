/** What mocha puts into the global scope before the tests are read. */
const { describe, it, before, after } = globalThis as unknown as {
  readonly describe: Mocha.SuiteFunction;
  readonly it: Mocha.TestFunction;
  readonly before: Mocha.HookFunction;
  readonly after: Mocha.HookFunction;
};

export { after, before, describe, it };
