import type { Filing } from '../../../domain/complaints/filing.ts';
import type { Language } from '../../../domain/language.ts';
import { isCalendarDay } from '../../../domain/time/calendar-day.ts';
import type { FilingPreview } from '../../../operations/complaints/preview-filing.ts';
import type { DraftDocument } from '../../../operations/documents/list-draft-documents.ts';
import { day, untilDeadline, weekday } from '../../../wording/dates.ts';
import { bytes } from '../../../wording/figures.ts';
import { say } from '../../../wording/say.ts';
import { derivationModel } from '../../../web-kit/deadlines/derivation-model.ts';
import { deadlineChip } from '../../../web-kit/deadlines/deadline-chip.ts';
import { placeWords } from '../../../web-kit/complaints/place-words.ts';
import { pagePath } from '../../page-kit.ts';
import { stepPath } from './steps.ts';
import type { Step } from './steps.ts';

/** What the check page shows of a draft. */
export function checkModel(
  language: Language,
  filing: Filing,
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
    whyDecide: derivationModel(language, toDecide, pack, now, { question: say(language, 'filing.check.why-decide') }),
    whyFile:
      toFile === null
        ? null
        : derivationModel(language, toFile, pack, now, { question: say(language, 'filing.check.why-file') }),
    cards: cardsOf(language, filing, documents, commission.name[language]),
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
  change: { text: string; href: string; about: string };
};

function cardsOf(language: Language, filing: Filing, documents: readonly DraftDocument[], commission: string) {
  const row = (step: Step, key: string, text: string | readonly string[]): Row => {
    const href = pagePath(language, stepPath(step));
    const change = { text: say(language, 'filing.check.change'), href, about: key };
    const lines = (typeof text === 'string' ? text.split('\n') : text).filter((line) => line.trim() !== '');
    return { key, lines: lines.length > 0 ? lines : [say(language, 'filing.check.empty')], change };
  };
  const field = (name: string): string => say(language, `filing.field.${name}`);
  const { complainantKind, kind, respondentKind, learnedOn } = filing;
  return [
    {
      heading: say(language, 'filing.step.who'),
      rows: [
        row('who', field('name'), filing.name),
        row('who', field('complainantKind'), say(language, `complaints.complainantKind.${complainantKind}`)),
        row('who', field('email'), filing.email),
        row('who', field('phone'), filing.phone),
        row('who', field('address'), filing.address),
      ],
    },
    {
      heading: say(language, 'filing.step.what'),
      rows: [
        row('what', field('kind'), say(language, `complaints.kind.${kind}`)),
        row('what', field('respondentKind'), [
          say(language, `complaints.respondentKind.${respondentKind}`),
          filing.respondent,
        ]),
        row('what', field('statement'), filing.statement),
        row('what', field('demand'), filing.demand),
      ],
    },
    {
      heading: say(language, 'filing.step.where'),
      rows: [
        row('where', field('learned'), learnedWords(language, learnedOn)),
        row('where', field('territory'), [placeWords(language, nullable(filing)), filing.place]),
        row('where', field('commission'), commission),
      ],
    },
    {
      heading: say(language, 'filing.step.files'),
      rows: [
        row(
          'files',
          say(language, 'filing.files.attached'),
          documents.map(({ name, bytes: size }) => `${name}, ${bytes(language, size)}`),
        ),
      ],
    },
  ];
}

function learnedWords(language: Language, learnedOn: string): string {
  return isCalendarDay(learnedOn) ? `${day(language, learnedOn)}, ${weekday(language, learnedOn)}` : learnedOn;
}

function nullable({ territory, precinct }: Filing): { territory: string | null; precinct: string | null } {
  return { territory: territory === '' ? null : territory, precinct: precinct === '' ? null : precinct };
}
