import { XmlReadError } from './xml-read-error.ts';

const deepest = 40;
const mostElements = 100_000;

const [quote, apostrophe, slash, greater, exclamation, question] = [0x22, 0x27, 0x2f, 0x3e, 0x21, 0x3f];

/**
 * Refuses more than 40 levels (`too-deep`) or 100,000 elements (`too-many`), counted before anything is parsed, because
 * a parser recurses. What is not well-formed may be counted wrong: that is for the parser to refuse. Throws
 * `XmlReadError`.
 */
export function refuseDeepXml(text: string): void {
  let level = 0;
  let count = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const first = text.charCodeAt(at + 1);
    const end = first === exclamation || first === question ? endOfAside(text, at) : endOfTag(text, at + 1);
    if (first === slash) level -= 1;
    else if (first !== exclamation && first !== question) {
      count += 1;
      if (text.charCodeAt(end - 1) !== slash) level += 1;
    }
    if (level > deepest) throw new XmlReadError('too-deep');
    if (count > mostElements) throw new XmlReadError('too-many');
    at = end;
  }
}

const asides: readonly [open: string, close: string][] = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
];

/** Comments, CDATA and processing instructions may hold what looks like tags. */
function endOfAside(text: string, at: number): number {
  const [open, close] = asides.find(([mark]) => text.startsWith(mark, at)) ?? ['<!', '>'];
  const end = text.indexOf(close, at + open.length);
  return end < 0 ? text.length : end + close.length - 1;
}

/** The `>` of a tag; one between quotes is part of a value. */
function endOfTag(text: string, from: number): number {
  let open = 0;
  for (let at = from; at < text.length; at += 1) {
    const letter = text.charCodeAt(at);
    if (open !== 0) {
      if (letter === open) open = 0;
    } else if (letter === greater) return at;
    else if (letter === quote || letter === apostrophe) open = letter;
  }
  return text.length;
}
