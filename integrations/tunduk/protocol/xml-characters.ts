const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** Whether a text holds only characters that XML 1.0 allows (§2.2): neither NUL nor a lone surrogate, for example. */
export function isXmlText(text: string): boolean {
  return !forbidden.test(text);
}
