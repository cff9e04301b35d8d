/** How the initializer of a field of a type is looked up. */
export function initializerKey(type: string, field: string): string {
  return `${type} ${field}`;
}
