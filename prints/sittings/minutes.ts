import type { Language } from '../../domain/language.ts';
import type { VoteCount } from '../../domain/law/vote-count.ts';
import type { Role } from '../../domain/people/role.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { dayTime } from '../../wording/dates.ts';
import { say } from '../../wording/say.ts';
import { voteLines } from '../../wording/vote-lines.ts';
import { PdfDocument } from '../pdf-document.ts';
import type { PrintedChoice } from '../decisions/decision.ts';

/** One item of the agenda as it ended. `ground` is the word of the list a recusal rests on. */
export type MinutesItem = {
  readonly title: string;
  readonly complaints: readonly string[];
  readonly decisionNumber: string | null;
  readonly votes: readonly { readonly name: string; readonly choice: PrintedChoice; readonly ground: string | null }[];
  readonly state: 'pending' | 'voting' | 'adopted' | 'notAdopted' | 'noQuorum';
  readonly count: VoteCount;
  /** Names of the members with a dissenting opinion; its text goes with the decision. */
  readonly dissents: readonly string[];
};

/** What the minutes of a closed sitting say. */
export type MinutesModel = {
  readonly number: string;
  readonly commission: string;
  readonly startsAt: Instant;
  readonly openedAt: Instant;
  readonly closedAt: Instant;
  readonly members: readonly { readonly name: string; readonly role: Role; readonly isPresent: boolean }[];
  readonly items: readonly MinutesItem[];
};

type Word = (key: string, values?: Record<string, string | number>) => string;

/**
 * The minutes of a sitting as PDF/A-2a and PDF/UA-1: times in Asia/Bishkek, attendance, every item with the vote by
 * name, recusals with their ground, the sum with the rule and how sure it is. The same model gives the same bytes.
 */
export async function printMinutes(model: MinutesModel, language: Language): Promise<Buffer> {
  const word: Word = (key, values) => say(language, `prints.minutes.${key}`, values);
  const heading = word('title', { number: model.number });
  const pdf = new PdfDocument({
    title: heading,
    language,
    createdAt: model.closedAt,
    marks: {
      headLeft: model.commission,
      headRight: [heading, dayTime(language, model.startsAt)],
      foot: heading,
      pageOf: (n, total) => say(language, 'prints.page', { n, total }),
    },
  });
  pdf.title(heading);
  pdf.definitions([
    { term: word('commission'), text: model.commission },
    { term: word('planned'), text: dayTime(language, model.startsAt) },
    { term: word('opened'), text: dayTime(language, model.openedAt) },
    { term: word('closed'), text: dayTime(language, model.closedAt) },
  ]);
  printAttendance(pdf, model, language, word);
  for (const [index, item] of model.items.entries()) printItem(pdf, item, index, language, word);
  if (model.items.length === 0) pdf.paragraph(say(language, 'sittings.agenda-empty'));
  return pdf.finish();
}

function printAttendance(pdf: PdfDocument, { members }: MinutesModel, language: Language, word: Word): void {
  const present = members.filter(({ isPresent }) => isPresent).length;
  pdf.heading(say(language, 'sittings.attendance'), 110);
  pdf.paragraph(say(language, 'sittings.present', { n: present, of: members.length }));
  pdf.table({
    columns: [
      { heading: say(language, 'prints.decision.member'), share: 3 },
      { heading: word('role'), share: 2 },
      { heading: word('attended'), share: 1 },
    ],
    rows: members.map(({ name, role, isPresent }) => [
      name,
      say(language, `people.role.${role}`),
      word(isPresent ? 'here' : 'away'),
    ]),
  });
}

function printItem(pdf: PdfDocument, item: MinutesItem, index: number, language: Language, word: Word): void {
  pdf.heading(word('item', { n: index + 1, title: item.title }), 110);
  pdf.definitions([
    { term: word('complaints'), text: item.complaints.join(', ') },
    ...(item.decisionNumber === null ? [] : [{ term: word('decision'), text: item.decisionNumber }]),
    { term: word('result'), text: say(language, `sittings.item.${item.state}`), style: 'strong' },
  ]);
  pdf.table({
    columns: [
      { heading: say(language, 'prints.decision.member'), share: 3 },
      { heading: say(language, 'prints.decision.choice'), share: 3 },
    ],
    rows: item.votes.map(({ name, choice, ground }) => [name, choiceInWords(language, choice, ground)]),
  });
  pdf.table({
    columns: [
      { heading: word('rule'), share: 3 },
      { heading: word('figure'), share: 1 },
      { heading: word('mark'), share: 3 },
    ],
    rows: voteLines(language, item.count.steps).map(({ label, value, mark }) => [
      label,
      value === '' ? '–' : value,
      mark === null ? '–' : mark.explanation,
    ]),
  });
  if (item.dissents.length > 0) pdf.paragraph(word('dissents', { names: item.dissents.join(', ') }));
}

function choiceInWords(language: Language, choice: PrintedChoice, ground: string | null): string {
  const said = say(language, `sittings.choice.${choice}`);
  return ground === null ? said : `${said}: ${say(language, `sittings.recusal.${ground}`)}`;
}
