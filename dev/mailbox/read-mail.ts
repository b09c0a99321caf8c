import type { AddressObject, ParsedMail } from 'mailparser';
import { simpleParser } from 'mailparser';
import type { KeptMail, MailFolder } from './mail-folder.ts';

/** One line of the list. */
export interface MailLine extends KeptMail {
  subject: string | undefined;
  to: string;
}

/** Reads kept mails; the lines of the list are parsed once. */
export interface MailReader {
  line(mail: KeptMail): Promise<MailLine>;
  mail(id: string): Promise<ParsedMail | undefined>;
}

/** A reader over a folder. */
export function mailReader(folder: MailFolder): MailReader {
  const lines = new Map<string, MailLine>();

  async function mail(id: string): Promise<ParsedMail | undefined> {
    const raw = await folder.read(id);
    return raw === undefined ? undefined : simpleParser(raw, { skipTextToHtml: true });
  }

  async function line(kept: KeptMail): Promise<MailLine> {
    const known = lines.get(kept.id);
    if (known !== undefined) {
      return known;
    }
    const parsed = await mail(kept.id);
    const made = { ...kept, subject: parsed?.subject, to: addresses(parsed?.to) };
    lines.set(kept.id, made);
    return made;
  }

  return { line, mail };
}

/** Name and address of each, as one text. */
export function addresses(found: AddressObject | AddressObject[] | undefined): string {
  return [found ?? []]
    .flat()
    .flatMap(({ value }) => value)
    .map(({ name, address }) => (name === '' ? (address ?? '') : `${name} <${address ?? ''}>`))
    .join(', ');
}
