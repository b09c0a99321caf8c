const placeholder = /\{([^{}\n]{1,80})\}/g;

/** The text with every placeholder filled that `values` knows with a word; the others stay open. */
export function fillPlaceholders(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(placeholder, (whole, name: string) => {
    const value = values[name.trim()] ?? '';
    return value === '' ? whole : value;
  });
}

/** The placeholders that are still open in the texts, each once, in their order, without the braces. */
export function openPlaceholders(texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap((text) => [...text.matchAll(placeholder)].map(([, name = '']) => name.trim())))];
}
