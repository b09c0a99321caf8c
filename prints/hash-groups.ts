/** A hash in groups of four, the way people compare it. */
export function hashGroups(hex: string): string {
  return hex.replaceAll(/(.{4})(?=.)/g, '$1 ');
}
