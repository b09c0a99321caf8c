/** A hash as a person reads it aloud: hexadecimal in groups of four, `c67f 7c44 28a9 …`. */
export function hexGroups(hex: string): string {
  return hex.match(/.{1,4}/g)?.join(' ') ?? '';
}
