import { say } from '../../wording/say.ts';
import type { Language } from '../../domain/language.ts';
import type { WrittenMail } from './mail.ts';

/**
 * The mail with the link of a draft: what it opens, how long it works, and that it is for nobody else. Holds no name and
 * nothing that was typed. `days` is how long a draft rests.
 */
export function writeDraftLinkMail(language: Language, link: string, days: number): WrittenMail & { from: string } {
  const word = (key: string, values?: Record<string, number>): string => say(language, `draft-link.${key}`, values);
  const paragraphs = [
    `${word('mail-body')}\n${link}`,
    `${word('expiry', { n: days })} ${word('secret')}`,
    word('mail-not-you'),
    `${say(language, 'kit.product')}\n${say(language, 'mail.sign')}`,
  ];
  return { from: say(language, 'kit.product'), subject: word('mail-subject'), text: `${paragraphs.join('\n\n')}\n` };
}
