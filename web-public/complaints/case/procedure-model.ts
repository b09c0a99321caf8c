import type { Language } from '../../../domain/language.ts';
import type { DecisionForce } from '../../../domain/decisions/decision.ts';
import type { PublicComplaint } from '../../../operations/complaints/public-complaint.ts';
import type { PublicAppeal, PublicDecision, PublicRequest } from '../../../operations/complaints/public-facts.ts';
import type { ComplaintPage } from '../../../operations/complaints/read-complaint.ts';
import { askedInWords } from '../../../wording/complaints.ts';
import { day, dayTime, deadlineMoment } from '../../../wording/dates.ts';
import { say } from '../../../wording/say.ts';
import type { Tag } from '../../../web-kit/components.ts';
import { statusTag } from '../../../web-kit/complaints/status-tag.ts';
import { decisionView } from '../../../web-kit/decisions/decision-view.ts';
import { pagePath } from '../../page-kit.ts';

/** A case somewhere else in the register, as a link. */
export type CaseLink = { text: string; note: string; href: string; tag: Tag };

/** What happened in the procedure: requests, hearings, altered terms, decisions, appeals and the cases it is linked with. */
export function procedureModel(language: Language, { facts }: ComplaintPage) {
  const link = (complaint: PublicComplaint): CaseLink => caseLink(language, complaint);
  const one = (key: string, complaint: PublicComplaint | null) =>
    complaint ? [{ heading: say(language, `case.link.${key}`), ...link(complaint) }] : [];
  const many = (key: string, complaints: readonly PublicComplaint[]) =>
    complaints.map((each) => ({ heading: say(language, `case.link.${key}`), ...link(each) }));
  return {
    links: [
      ...one('attacks', facts.attacks),
      ...many('attacked-by', facts.attackedBy),
      ...one('forwarded-to', facts.forwarded?.case ?? null),
      ...one('forwarded-from', facts.forwardedFrom),
      ...one('joined-to', facts.joinedTo),
      ...many('joined', facts.joined),
    ],
    hearings: facts.hearings.map(({ startsAt, state }) => ({
      datetime: startsAt,
      when: dayTime(language, startsAt),
      state: say(language, `own-case.hearing.${state}`),
    })),
    requests: facts.requests.map((request) => requestRow(language, request)),
    alterations: facts.alterations.map(({ rule, change, at, ground, from, to }) => ({
      rule: say(language, `law.rule.${rule}`),
      change: say(language, `case.altered.${change}`),
      at: dayTime(language, at),
      ground: say(language, `complaints.termGround.${ground}`),
      from: from === null ? null : deadlineMoment(language, from),
      to: to === null || to === from ? null : deadlineMoment(language, to),
    })),
    decisions: decisionRows(language, facts),
    appeals: facts.appeals.map((appeal) => appealRow(language, appeal)),
  };
}

/** The address of a case, with its commission: it leads on where the number alone is enough. */
export function caseLink(language: Language, complaint: PublicComplaint): CaseLink {
  const { number, commission } = complaint;
  return {
    text: number,
    note: commission.name[language],
    href: pagePath(language, `/complaints/${commission.key}/${number}`),
    tag: statusTag(language, complaint),
  };
}

function requestRow(language: Language, request: PublicRequest) {
  const { sentAt, dueAt, state, endedAt } = request;
  return {
    to: askedInWords(language, request),
    sent: dayTime(language, sentAt),
    due: dueAt === null ? say(language, 'kit.chip.at-once') : deadlineMoment(language, dueAt),
    state: say(language, `case.request.${state}`),
    ended: endedAt === null ? null : dayTime(language, endedAt),
    isLate: state === 'overdue' || state === 'answeredLate',
  };
}

const forceTags: Record<DecisionForce, Omit<Tag, 'text'>> = {
  inForce: { kind: 'granted', icon: 'tick' },
  suspended: { kind: 'disputed', icon: 'pause' },
  annulled: { kind: 'failed', icon: 'cross' },
  replaced: { kind: 'outline', icon: 'transfer' },
};

/** The tag of a decision's force. */
export function forceTag(language: Language, force: DecisionForce): Tag {
  return { ...forceTags[force], text: say(language, `case.force.${force}`) };
}

/** Several decisions, or one that has lost its force: each with what became of it and by whom. */
function decisionRows(language: Language, facts: ComplaintPage['facts']) {
  const { decisions } = facts;
  if (decisions.length < 2 && decisions.every(({ force }) => force === null || force === 'inForce')) return [];
  return decisions.map((decision) => {
    const { number, signedAt, force, forceAt, text, isCurrent } = decision;
    const by = decidedBy(facts, decision);
    return {
      head: say(language, 'case.decision-head', { number, date: day(language, signedAt) }),
      tag: forceTag(language, force ?? 'inForce'),
      because: becauseOf(language, decision),
      at: forceAt === null ? null : dayTime(language, forceAt),
      case: by === null ? null : caseLink(language, by),
      isCurrent,
      view: text === null ? null : decisionView(text),
    };
  });
}

/** The case at the commission above whose decision ended the force of this one. */
function decidedBy({ appeals }: ComplaintPage['facts'], { forceGround, forceAt }: PublicDecision) {
  if (forceGround !== 'upperCommission') return null;
  return appeals.find(({ to, endedAt }) => to === 'upperCommission' && endedAt === forceAt)?.case ?? null;
}

/** That a decision stands no more, and why; null for one in force. */
export function lostForce(language: Language, decision: PublicDecision): { tag: Tag; because: string | null } | null {
  const { force } = decision;
  if (force === null || force === 'inForce') return null;
  return { tag: forceTag(language, force), because: becauseOf(language, decision) };
}

function becauseOf(language: Language, { force, forceGround, replacedBy }: PublicDecision): string | null {
  if (force === 'replaced' && replacedBy !== null)
    return say(language, 'case.force.replaced-by', { number: replacedBy });
  return force === 'inForce' || force === null || forceGround === null
    ? null
    : say(language, `case.force-ground.${forceGround}`);
}

function appealRow(language: Language, { to, enteredAt, result, endedAt, dueAt, case: heard }: PublicAppeal) {
  return {
    to: say(language, `complaints.appealBody.${to}`),
    entered: dayTime(language, enteredAt),
    result: result === null ? say(language, 'case.appeal-open') : say(language, `complaints.appealResult.${result}`),
    ended: endedAt === null ? null : dayTime(language, endedAt),
    due: endedAt === null && dueAt !== null ? deadlineMoment(language, dueAt) : null,
    case: heard === null ? null : caseLink(language, heard),
  };
}
