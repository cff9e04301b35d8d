// What discovery runs inside a process, by the names it calls.
export { setAllocatable } from './program/allocate.ts';
export { describeFunctions, enter, selectFunctions } from './program/functions.ts';
export { forgetHidden, linkRoot, setClosure, setHidden } from './program/hidden.ts';
export { createBox, givenByJob, offerMoment, setJob, stopLooking, stopWhenQuiet } from './program/idle.ts';
export { createProgram, nameFunctions } from './program/live-program.ts';
export {
  arrayOf,
  cjsExports,
  cjsModule,
  countAncestors,
  functionPrototype,
  globalObject,
  objectProperty,
  objectPrototype,
  prototypeOf,
  prototypesOf,
  withPrototypes,
} from './program/objects.ts';
export {
  builtinPrototype,
  callbacksOf,
  clearTimeoutOfRuntime,
  describeChildren,
  describeTimers,
  timerPrototype,
  timersIn,
} from './program/outside.ts';
export { describeShared } from './program/patches.ts';
export {
  currentObject,
  listInstances,
  restart,
  setAccessorPrivates,
  setCurrent,
  setPrivateValues,
  setStaticAccessor,
  setStaticValue,
} from './program/privates.ts';
export { reachOrder } from './program/reach.ts';
export { setAccessorRoots, setPropertyRoot, setSnapshotRoots, variablesOf } from './program/roots.ts';
export {
  describeWaits,
  noteNames,
  notePending,
  promisePrototype,
  stopWatching,
  waitedPromises,
  watchPromises,
} from './program/waits.ts';
export { addCode, addExisting } from './program/workshop.ts';
