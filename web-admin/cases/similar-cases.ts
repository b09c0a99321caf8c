import { randomUUID } from 'node:crypto';
import type { Language } from '../../domain/language.ts';
import type { OpenedCase } from '../../operations/complaints/open-case.ts';
import type { JudgedJoining } from '../../operations/records/judge-joining.ts';
import { sayRefusal } from '../../wording/refusals.ts';
import { say } from '../../wording/say.ts';
import { deskPlaceWords, kindInWords } from './case-words.ts';

/** Complaints that may be about the same thing, each with a link, why it is suggested, and a button that joins it. */
export function similarCases(language: Language, opened: OpenedCase): object[] {
  return opened.similar.map((complaint) => ({
    number: complaint.number,
    href: `/${language}/cases/${complaint.id}`,
    subject: kindInWords(language, complaint.kind),
    place: deskPlaceWords(language, complaint),
    status: say(language, `complaints.status.${complaint.status}`),
    why: say(language, 'similar-cases.why', {
      reasons: complaint.reasons.map((reason) => say(language, `similar-cases.reason.${reason}`)).join(', '),
    }),
    ...joiningOf(language, opened, complaint),
  }));
}

function joiningOf(
  language: Language,
  { joinings, complaint, version }: OpenedCase,
  { id, number }: OpenedCase['similar'][number],
): object {
  const joining: JudgedJoining | undefined = joinings.find((one) => one.id === id);
  if (joining === undefined) return {};
  if (joining.way === null) return { cannot: sayRefusal(language, joining.refusal) };
  const [joined, lead] = joining.way === 'toOther' ? [complaint.id, id] : [id, complaint.id];
  return {
    join: {
      text: say(language, `case-page.join.${joining.way}`),
      about: number,
      icon: 'plus',
      href: `/${language}/cases/${joined}/join-suggested`,
      fields: { form: randomUUID(), lead, back: complaint.id },
    },
    version: joining.way === 'toOther' ? version : joining.version,
  };
}
