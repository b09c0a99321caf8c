import type { Filing } from '../../../domain/complaints/filing.ts';
import type { Language } from '../../../domain/language.ts';
import { isCalendarDay } from '../../../domain/time/calendar-day.ts';
import type { Draft } from '../../../operations/complaints/draft.ts';
import type { FilingPreview } from '../../../operations/complaints/preview-filing.ts';
import type { DraftDocument } from '../../../operations/documents/list-draft-documents.ts';
import { day, untilDeadline, weekday } from '../../../wording/dates.ts';
import { bytes } from '../../../wording/figures.ts';
import { say } from '../../../wording/say.ts';
import { derivationModel } from '../../../web-kit/deadlines/derivation-model.ts';
import { deadlineChip } from '../../../web-kit/deadlines/deadline-chip.ts';
import { placeWords } from '../../../web-kit/complaints/place-words.ts';
import { pagePath } from '../../page-kit.ts';
import { competenceModel, termModel } from './law-model.ts';
import { stepPath } from './steps.ts';
import type { Step } from './steps.ts';

/** What the check page shows of a draft. */
export function checkModel(
  language: Language,
  draft: Draft,
  documents: readonly DraftDocument[],
  preview: FilingPreview,
) {
  const { toDecide, toFile, pack, now, commission, warnings } = preview;
  const values = { commission: commission.name[language] };
  return {
    sentence:
      toDecide.dueAt === null
        ? say(language, 'case.next.at-once', values)
        : say(language, 'case.next.decide', { ...values, until: untilDeadline(language, toDecide.dueAt) }),
    toFile: toFile === null ? null : fileChip(language, preview),
    term: termModel(language, preview),
    competence: competenceModel(language, preview),
    whyDecide: derivationModel(language, toDecide, pack, now, { question: say(language, 'filing.check.why-decide') }),
    whyFile:
      toFile === null
        ? null
        : derivationModel(language, toFile, pack, now, { question: say(language, 'filing.check.why-file') }),
    cards: cardsOf(language, draft, documents, preview),
    warnings: warnings.map((warning) => say(language, `complaints.warning.${warning}`)),
  };
}

function fileChip(language: Language, { toFile, pack, now }: FilingPreview) {
  if (toFile === null) return null;
  const term = { state: 'running', baseAt: toFile.baseAt, dueAt: toFile.dueAt, endedAt: null } as const;
  const chip = deadlineChip(language, term, pack, now);
  return chip.state === 'over' ? { ...chip, detail: say(language, 'filing.check.term-passed') } : chip;
}

type Row = {
  key: string;
  value?: string;
  lines?: readonly string[];
  note?: string;
  change: { text: string; href: string; about: string };
};

type Rows = { row: (step: Step, key: string, text: string | readonly string[], note?: string) => Row };

function cardsOf(
  language: Language,
  draft: Draft,
  documents: readonly DraftDocument[],
  { commission, commissions }: FilingPreview,
) {
  const row: Rows['row'] = (step, key, text, note) => {
    const href = pagePath(language, stepPath(step));
    const change = { text: say(language, 'filing.check.change'), href, about: key };
    const lines = (typeof text === 'string' ? text.split('\n') : text).filter((line) => line.trim() !== '');
    const shown = lines.length > 0 ? lines : [say(language, 'filing.check.empty')];
    return { key, lines: shown, change, ...(note === undefined ? {} : { note }) };
  };
  const field = (name: string): string => say(language, `filing.field.${name}`);
  const { filing } = draft;
  const nameOf = (key: string): string => commissions.find((each) => each.key === key)?.name[language] ?? '';
  return [
    { heading: say(language, 'filing.step.who'), rows: whoRows(language, draft, { row }) },
    {
      heading: say(language, 'filing.step.what'),
      rows: [
        row('what', field('kind'), say(language, `complaints.kind.${filing.kind}`)),
        row('what', field('respondentKind'), [
          say(language, `complaints.respondentKind.${filing.respondentKind}`),
          ...(filing.respondentKind === 'commission' ? [respondentWords(language, filing, nameOf)] : []),
          filing.respondent,
        ]),
        row('what', field('statement'), filing.statement),
        row('what', field('demand'), filing.demand),
        row('what', field('witnesses'), filing.witnesses),
      ],
    },
    {
      heading: say(language, 'filing.step.where'),
      rows: [
        row('where', field('learned'), learnedWords(language, filing)),
        row('where', field('territory'), [placeWords(language, nullable(filing)), filing.place]),
        row('commission', field('commission'), commission.name[language]),
      ],
    },
    { heading: say(language, 'filing.step.files'), rows: fileRows(language, draft, documents, { row }) },
  ];
}

function whoRows(language: Language, { filing, identity }: Draft, { row }: Rows): Row[] {
  const field = (name: string): string => say(language, `filing.field.${name}`);
  const { complainantKind, representedKind, representedName, proceedings } = filing;
  const kind = (value: string): string => (value === '' ? '' : say(language, `complaints.complainantKind.${value}`));
  const from = say(language, 'portal-sign-in.from');
  return [
    row('who', field('name'), identity?.name ?? filing.name, identity === null ? undefined : from),
    ...(identity === null || identity.pin === null
      ? []
      : [row('who', say(language, 'portal-sign-in.pin'), say(language, 'portal-sign-in.pin-value'))]),
    row('who', field('complainantKind'), kind(complainantKind)),
    ...(complainantKind === 'representative'
      ? [row('who', field('represented'), [kind(representedKind), representedName])]
      : []),
    row('who', field('email'), filing.email),
    row('who', field('phone'), filing.phone),
    row('who', field('address'), filing.address),
    row('who', field('proceedings'), say(language, `filing.proceedings.${proceedings === '' ? 'any' : proceedings}`)),
  ];
}

function fileRows(language: Language, { filing }: Draft, documents: readonly DraftDocument[], { row }: Rows): Row[] {
  const named = (purpose: DraftDocument['purpose']): string[] =>
    documents.flatMap((document) =>
      document.purpose === purpose ? [`${document.name}, ${bytes(language, document.bytes)}`] : [],
    );
  const authority = named('authority');
  return [
    ...(filing.complainantKind === 'representative' || authority.length > 0
      ? [row('files', say(language, 'filing.files.authority'), authority)]
      : []),
    row('files', say(language, 'filing.files.attached'), named('evidence')),
  ];
}

function respondentWords(
  language: Language,
  { respondentCommission }: Filing,
  nameOf: (key: string) => string,
): string {
  const isKind = ['precinct', 'territorial', 'district'].includes(respondentCommission);
  return isKind ? say(language, `filing.respondentCommission.${respondentCommission}`) : nameOf(respondentCommission);
}

function learnedWords(language: Language, { learnedOn, learnedTime }: Filing): string {
  const words = isCalendarDay(learnedOn) ? `${day(language, learnedOn)}, ${weekday(language, learnedOn)}` : learnedOn;
  return [words, learnedTime].filter((part) => part !== '').join(', ');
}

function nullable({ territory, precinct }: Filing): { territory: string | null; precinct: string | null } {
  return { territory: territory === '' ? null : territory, precinct: precinct === '' ? null : precinct };
}
