import type { Conversion } from '../conversion.ts';

/** A conversion as it is written down in one direction; `unwrap` is what `wrap` is on the way back. */
export type Step = Conversion | (Omit<Extract<Conversion, { kind: 'wrap' }>, 'kind'> & { readonly kind: 'unwrap' });

/** The way back of a conversion, as a way forward. Conversions inside it are left for their own flip. */
export function flip(conversion: Conversion): Step {
  switch (conversion.kind) {
    case 'widen':
      return { kind: 'narrow', shape: conversion.shape, guard: conversion.back };
    case 'narrow':
      return { kind: 'widen', shape: conversion.shape, back: conversion.guard };
    case 'scalar':
      return { kind: 'scalar', from: conversion.to, to: conversion.from };
    case 'enum':
      return {
        ...conversion,
        members: conversion.members.map(({ name, past, future }) => ({ name, past: future, future: past })),
        lost: conversion.gained,
        gained: conversion.lost,
      };
    case 'literals':
      return { kind: 'literals', pairs: conversion.pairs.map(({ past, future }) => ({ past: future, future: past })) };
    case 'tuple':
      return { ...conversion, pastLength: conversion.futureLength, futureLength: conversion.pastLength };
    case 'array-to-set':
    case 'set-to-array':
      return { kind: FLIPPED[conversion.kind], element: conversion.element };
    case 'array-to-tuple':
    case 'tuple-to-array':
      return { kind: FLIPPED[conversion.kind], slots: conversion.slots };
    case 'map-to-entries':
    case 'entries-to-map':
    case 'map-to-record':
    case 'record-to-map':
      return { kind: FLIPPED[conversion.kind], key: conversion.key, value: conversion.value };
    case 'wrap':
      return { ...conversion, kind: 'unwrap' };
    case 'union':
      return {
        kind: 'union',
        variants: conversion.variants.map(({ past, future, of }) => ({ past: future, future: past, of })),
      };
    default:
      return conversion;
  }
}

const FLIPPED = {
  'array-to-set': 'set-to-array',
  'set-to-array': 'array-to-set',
  'array-to-tuple': 'tuple-to-array',
  'tuple-to-array': 'array-to-tuple',
  'map-to-entries': 'entries-to-map',
  'entries-to-map': 'map-to-entries',
  'map-to-record': 'record-to-map',
  'record-to-map': 'map-to-record',
} as const;
