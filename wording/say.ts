import { IntlMessageFormat } from 'intl-messageformat';
import { LANGUAGES, type Language } from '../domain/language.ts';
import { loadMessages } from './load-messages.ts';
import { pinnedFormats } from './pinned-formats.ts';

/** What may be put into a sentence. A moment goes in as text made by `dates.ts`, or as a Date under a pinned format. */
export type SayValues = Readonly<Record<string, string | number | Date>>;

/** A message made ready: a text where nothing is put in. */
type Ready = string | IntlMessageFormat;

/** What means something in ICU messages. */
const hasSyntax = /[{}#'<]/;
const messages = loadMessages();
const ready: Record<Language, Map<string, Ready>> = { ky: new Map(), ru: new Map(), en: new Map() };

/**
 * The sentence `key` in `language`; `key` is the name of the message file, a dot and the key in it.
 * Throws on an unknown key and on a missing value: both are defects, never something to show.
 * The result is plain text, not HTML.
 */
export function say(language: Language, key: string, values?: SayValues): string {
  const message = readyMessage(language, key);
  return typeof message === 'string' ? message : (message.format(values) as string);
}

/** The same sentence in all three languages. */
export function sayAll(key: string, values?: SayValues): Record<Language, string> {
  return Object.fromEntries(LANGUAGES.map((language) => [language, say(language, key, values)])) as Record<
    Language,
    string
  >;
}

/** Whether a message of this key exists. */
export function hasMessage(key: string): boolean {
  return messages.has(key);
}

function readyMessage(language: Language, key: string): Ready {
  const known = ready[language].get(key);
  if (known !== undefined) return known;
  const message = messages.get(key);
  if (message === undefined) throw new Error(`no message ${key}`);
  const text = message[language];
  const made = hasSyntax.test(text) ? new IntlMessageFormat(text, language, pinnedFormats, { ignoreTag: true }) : text;
  ready[language].set(key, made);
  return made;
}
