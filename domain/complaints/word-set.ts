/** The different words of a text in small letters. Words of one or two letters say nothing and are left out. */
export function wordSet(text: string): ReadonlySet<string> {
  return new Set(
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]{3,}/gu),
  );
}
