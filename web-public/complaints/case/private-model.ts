import type { Language } from '../../../domain/language.ts';
import { documentName } from '../../../operations/complaints/print-receipt.ts';
import type { PrivateSide } from '../../../operations/complaints/private-side.ts';
import type { PublicComplaint } from '../../../operations/complaints/public-complaint.ts';
import { day, dayTimeExact } from '../../../wording/dates.ts';
import { bytes } from '../../../wording/figures.ts';
import { say } from '../../../wording/say.ts';
import { hexGroups } from '../../../wording/hex-groups.ts';

/** What the holder of the code sees. */
export function privateModel(
  language: Language,
  complaint: PublicComplaint,
  side: PrivateSide,
  files: readonly (PrivateSide['documents'][number] & { href: string })[],
  casePath: string,
) {
  const field = (name: string): string => say(language, `filing.field.${name}`);
  const row = (key: string, text: string) => ({
    key,
    lines: text.trim() === '' ? [say(language, 'case.private.none')] : text.split('\n'),
  });
  return {
    number: complaint.number,
    casePath,
    genuine: say(language, 'case.private.genuine', { moment: dayTimeExact(language, complaint.receivedAt) }),
    rows: [
      row(field('name'), side.name),
      ...(side.isNameConfirmed
        ? [row(say(language, 'portal-sign-in.pin'), say(language, 'portal-sign-in.pin-value'))]
        : []),
      ...(side.represented.kind === '' && side.represented.name === ''
        ? []
        : [row(field('represented'), representedWords(language, side))]),
      row(field('email'), side.contact.email),
      row(field('phone'), side.contact.phone),
      row(field('address'), side.contact.address),
      row(field('respondent'), side.respondent),
      row(field('statement'), side.statement),
      row(field('demand'), side.demand),
      row(field('witnesses'), side.witnesses),
      row(field('place'), side.place),
      row(field('learned'), learnedWords(language, side)),
    ],
    files: files.map(({ name, purpose, bytes: size, sha256, href }) => ({
      name: documentName(language, { name, purpose }),
      size: bytes(language, size),
      sha256: hexGroups(sha256),
      href,
    })),
  };
}

function representedWords(language: Language, { represented }: PrivateSide): string {
  const kind = represented.kind === '' ? '' : say(language, `complaints.complainantKind.${represented.kind}`);
  return [kind, represented.name].filter((part) => part !== '').join('\n');
}

function learnedWords(language: Language, { learnedOn, learnedTime }: PrivateSide): string {
  return [learnedOn === null ? '' : day(language, learnedOn), learnedTime].filter((part) => part !== '').join(', ');
}
