import type { Language } from '../../../domain/language.ts';
import { wasNotOpened } from '../../../domain/sittings/sitting.ts';
import { agendaSitting } from '../../../operations/complaints/public-complaint.ts';
import type { ComplaintPage } from '../../../operations/complaints/read-complaint.ts';
import { dayTime, deadlineMoment, untilDeadline } from '../../../wording/dates.ts';
import { say } from '../../../wording/say.ts';
import type { SayValues } from '../../../wording/say.ts';
import type { DeadlineChip, Derivation } from '../../../web-kit/components.ts';
import { deadlineChip } from '../../../web-kit/deadlines/deadline-chip.ts';
import { derivationModel } from '../../../web-kit/deadlines/derivation-model.ts';
import { decideTerm } from '../decide-term.ts';

/** What happens next, by when, and why that day; `notes` are what else is under way. */
export type Next = { sentence: string; chip: DeadlineChip | null; why: Derivation | null; notes: readonly string[] };

type Term = ComplaintPage['deadlines'][number];

/** The next step of a case in words, for every status it can have. */
export function nextModel(language: Language, page: ComplaintPage): Next {
  const { sentence, term } = stepOf(language, page);
  const { pack, now } = page;
  const isShown = term !== null && ['running', 'suspended', 'missed'].includes(term.state);
  const chip = isShown ? deadlineChip(language, chipTerm(page, term), pack, now) : null;
  const isOverRight = chip?.state === 'over' && term?.term === page.facts.contest?.term;
  return {
    sentence,
    chip: isOverRight ? null : chip,
    why: term === null ? null : whyOf(language, page, term),
    notes: notesOf(language, page),
  };
}

/** Why that day. A term that was altered later has another end now: then it is said that this is how the first one was counted. */
function whyOf(language: Language, { pack, now }: ComplaintPage, { derivation, dueAt }: Term): Derivation {
  const isMoved = dueAt !== derivation.dueAt;
  const question = isMoved ? { question: say(language, 'case.next.first-term') } : {};
  return derivationModel(language, derivation, pack, now, question);
}

/** The chip of the term to decide, which counts from the receipt or from the reopening. */
export function decideChip(language: Language, { complaint, facts, pack, now }: ComplaintPage): DeadlineChip {
  const term = decideTerm(complaint);
  return deadlineChip(language, { ...term, baseAt: facts.decide?.baseAt ?? term.baseAt }, pack, now);
}

function chipTerm({ complaint }: ComplaintPage, { state, baseAt, dueAt }: Term) {
  return { state, baseAt, dueAt, endedAt: complaint.decidedAt };
}

type Step = { sentence: string; term: Term | null };

function stepOf(language: Language, page: ComplaintPage): Step {
  const { complaint, facts } = page;
  const word = (key: string, values?: SayValues): string => say(language, `case.next.${key}`, values);
  if (facts.status === 'returnedForDefects') return curing(language, page);
  if (facts.status === 'forwarded') return { sentence: forwardedSentence(language, page), term: null };
  if (facts.status === 'withdrawn') return { sentence: word('withdrawn'), term: null };
  if (facts.status === 'closed') return { sentence: word('closed'), term: facts.contest };
  return complaint.decidedAt === null ? waiting(language, page) : decided(language, page);
}

function curing(language: Language, { facts, now }: ComplaintPage): Step {
  const due = facts.cure?.dueAt ?? null;
  const isOver = due !== null && now >= due;
  const until = due === null ? '' : untilDeadline(language, due);
  return {
    sentence:
      due === null || isOver ? say(language, 'case.next.cure-over') : say(language, 'case.next.cure', { until }),
    term: facts.cure,
  };
}

function forwardedSentence(language: Language, { facts }: ComplaintPage): string {
  const { forwarded } = facts;
  if (forwarded?.case)
    return say(language, 'case.next.forwarded-arrived', {
      commission: forwarded.case.commission.name[language],
      number: forwarded.case.number,
    });
  if (forwarded?.commission)
    return say(language, 'case.next.forwarded-commission', { commission: forwarded.commission.name[language] });
  const to = say(language, `complaints.forwardTarget.${forwarded?.to ?? 'otherBody'}`);
  return say(language, 'case.next.forwarded', { to });
}

function waiting(language: Language, { complaint, facts, now }: ComplaintPage): Step {
  const commission = complaint.commission.name[language];
  const due = complaint.decideDueAt;
  const word = (key: string, values?: SayValues): string => say(language, `case.next.${key}`, values);
  const sentence = (): string => {
    if (complaint.decideState === 'suspended') return word('suspended', { commission });
    if (due === null) return word('at-once', { commission });
    if (now >= due) return word('overdue', { moment: deadlineMoment(language, due) });
    return word('decide', { commission, until: untilDeadline(language, due) });
  };
  return { sentence: sentence(), term: facts.decide };
}

function decided(language: Language, { complaint, facts, now }: ComplaintPage): Step {
  const word = (key: string, values?: SayValues): string => say(language, `case.next.${key}`, values);
  const appeal = facts.appeals.find(({ endedAt }) => endedAt === null);
  if (appeal) {
    const body = say(language, `complaints.appealBody.${appeal.to}`);
    const due = appeal.dueAt ?? appeal.case?.decideDueAt ?? null;
    const until = due === null || now >= due ? null : untilDeadline(language, due);
    return {
      sentence: until === null ? word('contested', { body }) : word('contested-until', { body, until }),
      term: null,
    };
  }
  const term = facts.contest;
  const force = facts.decisions.find(({ isCurrent }) => isCurrent)?.force;
  if (force === 'annulled') return { sentence: word('annulled'), term: null };
  const last = facts.appeals.at(-1);
  if (last?.result && term?.state !== 'running') {
    const body = say(language, `complaints.appealBody.${last.to}`);
    const result = say(language, `complaints.appealResult.${last.result}`);
    return { sentence: word('contest-ended', { body, result }), term: null };
  }
  if (complaint.ground === null && complaint.publishedAt === null) return { sentence: word('publish'), term };
  const due = term?.state === 'running' ? term.dueAt : null;
  if (due === null || now >= due) return { sentence: word('over'), term };
  return { sentence: word('appeal', { until: untilDeadline(language, due) }), term };
}

function notesOf(language: Language, { complaint, facts, now }: ComplaintPage): string[] {
  const note = (key: string, values: SayValues): string => say(language, `case.note.${key}`, values);
  const isOpen = !['forwarded', 'withdrawn', 'closed'].includes(facts.status);
  const hearing = facts.hearings.find(({ state, startsAt }) => state === 'appointed' && startsAt > now);
  const sitting = agendaSitting(complaint);
  const overdue = facts.requests.filter(({ state }) => state === 'overdue').length;
  return [
    ...(facts.joinedTo ? [note('joined', { number: facts.joinedTo.number })] : []),
    ...(sitting && wasNotOpened(sitting, now)
      ? [note('sitting-not-opened', { moment: dayTime(language, sitting.startsAt) })]
      : []),
    ...(isOpen && hearing ? [note('hearing', { moment: dayTime(language, hearing.startsAt) })] : []),
    ...(isOpen && overdue > 0 ? [note('requests-overdue', { n: overdue })] : []),
  ];
}
