import type { Conversion } from '../conversion.ts';

/** The conversions inside of a conversion. */
export function partsOf(conversion: Conversion): readonly Conversion[] {
  if ('element' in conversion) return [conversion.element];
  if ('of' in conversion) return [conversion.of];
  if ('key' in conversion) return [conversion.key, conversion.value];
  if ('slots' in conversion) return conversion.slots;
  if ('variants' in conversion) return conversion.variants.map((variant) => variant.of);
  return 'value' in conversion ? [conversion.value] : [];
}
