import type { Language } from '../../domain/language.ts';
import type { OpenedCase } from '../../operations/complaints/open-case.ts';
import { say } from '../../wording/say.ts';
import { deskPlaceWords, kindInWords } from './case-words.ts';

/** Complaints that may be about the same thing, each with a link and why it is suggested. */
export function similarCases(language: Language, { similar }: OpenedCase): object[] {
  return similar.map((complaint) => ({
    number: complaint.number,
    href: `/${language}/cases/${complaint.id}`,
    subject: kindInWords(language, complaint.kind),
    place: deskPlaceWords(language, complaint),
    status: say(language, `complaints.status.${complaint.status}`),
    why: say(language, 'similar-cases.why', {
      reasons: complaint.reasons.map((reason) => say(language, `similar-cases.reason.${reason}`)).join(', '),
    }),
  }));
}
