import { lawRule } from '../../domain/law/law-pack.ts';
import type { Language } from '../../domain/language.ts';
import type { TermAlteration } from '../../domain/records/subject.ts';
import type { OpenedCase } from '../../operations/complaints/open-case.ts';
import type { DeadlineChip, Derivation } from '../../web-kit/components.ts';
import { deadlineChip } from '../../web-kit/deadlines/deadline-chip.ts';
import { derivationModel } from '../../web-kit/deadlines/derivation-model.ts';
import { certaintyMark } from '../../wording/certainty.ts';
import { askedInWords } from '../../wording/complaints.ts';
import { dayShort, dayTimeShort, deadlineMoment, deadlineMomentShort, lastMoment } from '../../wording/dates.ts';
import { articleLabel, ruleName } from '../../wording/law-references.ts';
import { say } from '../../wording/say.ts';
import { authorInWords } from './case-papers.ts';

type Row = OpenedCase['deadlines'][number];

/** Every term of the case: how it stands, both ends where the end moved and by whom, and why that date. */
export function caseTerms(language: Language, opened: OpenedCase) {
  return opened.deadlines.map((row) => {
    const { pack } = opened;
    const rule = lawRule(pack, row.rule);
    const { certainty, confirmed } = row.derivation;
    const mark = certaintyMark(language, { certainty, confirmed: confirmed ? rule.confirmed : null });
    return {
      name: ruleName(language, row.rule),
      about: aboutTerm(language, opened, row),
      chip: termChip(language, opened, row),
      isOver: row.state === 'missed' || row.state === 'metLate',
      norm: { text: articleLabel(language, pack, rule.article) },
      mark: { confirmed: mark.isConfirmed, text: mark.label },
      from: dayTimeShort(language, row.baseAt),
      due: row.dueAt === null ? say(language, 'kit.chip.at-once') : deadlineMoment(language, row.dueAt),
      alterations: row.alterations.map((one) => alterationModel(language, opened, one)),
      derivation: termDerivation(language, opened, row),
    };
  });
}

/** Why the term ends when it does; of one that was moved, why it ended first when it did. */
export function termDerivation(language: Language, { pack, now }: OpenedCase, row: Row): Derivation {
  const { dueAt } = row.derivation;
  const isMoved = dueAt !== null && dueAt !== row.dueAt;
  const question = isMoved
    ? say(language, 'case-page.why-first', { day: dayShort(language, lastMoment(dueAt).day) })
    : undefined;
  return derivationModel(language, row.derivation, pack, now, {
    isForStaff: true,
    ...(question === undefined ? {} : { question }),
  });
}

/** The chip of a term: an extended one with its old end struck, a suspended one with its ground. */
export function termChip(language: Language, { pack, now }: OpenedCase, row: Row): DeadlineChip {
  const chip = deadlineChip(language, row, pack, now, { isForStaff: true });
  const last = row.alterations.at(-1);
  if (chip.state === 'suspended' && last)
    return { ...chip, detail: say(language, `complaints.termGround.${last.ground}`) };
  const extended = row.alterations.findLast(({ change }) => change === 'extend');
  const before = extended?.from ?? null;
  if (before === null || (chip.state !== 'running' && chip.state !== 'soon')) return chip;
  return { ...chip, state: 'extended', struck: deadlineMomentShort(language, before) };
}

/** The term of a key, where the case has it. */
export function termOf({ deadlines }: OpenedCase, key: string | null): Row | undefined {
  return deadlines.find(({ term }) => term === key);
}

function alterationModel(language: Language, opened: OpenedCase, alteration: TermAlteration) {
  const { change, at, actor, ground, from, to } = alteration;
  const end = (moment: typeof from) =>
    moment === null ? say(language, 'kit.chip.at-once') : deadlineMoment(language, moment);
  const moves = (change === 'extend' || change === 'resume') && from !== to;
  return {
    datetime: at,
    when: `${dayTimeShort(language, at)} · ${authorInWords(language, opened, actor)}`,
    what: say(language, `complaints.event.${termEvents[change]}`),
    ground: say(language, `complaints.termGround.${ground}`),
    ...(moves ? { old: end(from), next: end(to) } : {}),
  };
}

const termEvents: Record<TermAlteration['change'], string> = {
  extend: 'TERM_EXTENDED',
  suspend: 'TERM_SUSPENDED',
  resume: 'TERM_RESUMED',
  supersede: 'TERM_SUPERSEDED',
  rederive: 'TERM_REDERIVED',
};

/** Whose answer a term waits for. */
function aboutTerm(language: Language, { complaint, around }: OpenedCase, { term }: Row): string {
  const request = complaint.requests.find((one) => one.term === term);
  if (request) {
    const name = around.papers.find(({ kind, about }) => kind === 'request' && about === request.id)?.name ?? '';
    const body = askedInWords(language, request);
    return name === '' ? body : `${body}: ${name}`;
  }
  const appeal = complaint.appeals.find((one) => one.term === term);
  return appeal === undefined ? '' : say(language, `complaints.appealBody.${appeal.to}`);
}
