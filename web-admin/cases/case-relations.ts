import type { CaseAppeal } from '../../domain/complaints/case-appeal.ts';
import type { Language } from '../../domain/language.ts';
import type { CaseDecision, RelatedCase } from '../../operations/complaints/case-surroundings.ts';
import type { OpenedCase } from '../../operations/complaints/open-case.ts';
import type { Tag } from '../../web-kit/components.ts';
import { dayTimeShort } from '../../wording/dates.ts';
import { say } from '../../wording/say.ts';
import { commissionName } from '../desk-frame.ts';
import { capital } from './act-forms/capital.ts';
import { papersOf } from './case-papers.ts';
import { termChip, termOf } from './case-terms.ts';

function relatedModel(language: Language, { id, number, status, commission, isOpenable }: RelatedCase) {
  return {
    number,
    ...(isOpenable ? { href: `/${language}/cases/${id}` } : {}),
    status: say(language, `complaints.status.${status}`),
    commission: commissionName(language, commission),
  };
}

/** Complaints considered together: those that this one leads, or the one that leads this one. */
export function caseJoined(language: Language, { around }: OpenedCase) {
  const { lead, joined } = around;
  if (lead === undefined && joined.length === 0) return undefined;
  return {
    lead: lead && relatedModel(language, lead),
    joined: joined.map((related) => relatedModel(language, related)),
  };
}

/** What the complaint attacks, and how its own outcome is contested. */
export function caseAppeals(language: Language, opened: OpenedCase) {
  const { around, complaint } = opened;
  const { attacked } = around;
  return {
    attacked: attacked && relatedModel(language, attacked),
    appeals: complaint.appeals.map((appeal) => appealModel(language, opened, appeal)),
  };
}

function appealModel(language: Language, opened: OpenedCase, appeal: CaseAppeal) {
  const { id, to, enteredAt, term, result, endedAt } = appeal;
  const row = termOf(opened, term);
  const above = opened.around.above.get(id);
  return {
    to: capital(language, say(language, `complaints.appealBody.${to}`)),
    entered: dayTimeShort(language, enteredAt),
    chip: row && termChip(language, opened, row),
    result: result === null ? '' : say(language, `complaints.appealResult.${result}`),
    ended: endedAt === null ? '' : dayTimeShort(language, endedAt),
    above: above && relatedModel(language, above),
    papers: papersOf(language, opened, ['appeal', 'appealResult'], id),
  };
}

/** The decisions on the case where there is more than one, or one that has lost its force; the newest last. */
export function caseDecisions(language: Language, { around }: OpenedCase) {
  const { decisions } = around;
  const isPlain = decisions.every(({ force }) => force === null || force === 'inForce');
  return decisions.length < 2 && isPlain ? [] : decisions.map((decision) => decisionModel(language, decision));
}

function decisionModel(language: Language, { id, number, outcome, force, signedAt, replacedBy, status }: CaseDecision) {
  const base = `/${language}/decisions/`;
  return {
    name: number === null ? say(language, 'desk.heading.draft') : number,
    href: `${base}${id}`,
    outcome: say(language, `complaints.outcome.${outcome}`),
    signed: signedAt === null ? '' : dayTimeShort(language, signedAt),
    force:
      force === null
        ? { kind: 'progress', text: say(language, `case-page.draft-status.${status}`) }
        : forceTag(language, force),
    ...(replacedBy === null
      ? {}
      : {
          replacedBy: {
            text: replacedBy.number ?? say(language, 'desk.heading.draft'),
            href: `${base}${replacedBy.id}`,
          },
        }),
  };
}

const forces: Record<NonNullable<CaseDecision['force']>, Pick<Tag, 'kind' | 'icon'>> = {
  inForce: { kind: 'granted', icon: 'tick' },
  suspended: { kind: 'disputed', icon: 'pause' },
  annulled: { kind: 'outline', icon: 'cross' },
  replaced: { kind: 'outline', icon: 'transfer' },
};

/** Whether a decision stands, as a tag. */
export function forceTag(language: Language, force: NonNullable<CaseDecision['force']>): Tag {
  return { ...forces[force], text: say(language, `case-page.force.${force}`) };
}

/** Papers that belong to no request, hearing, return or appeal: what came later, where the case went. */
export function otherPapers(language: Language, opened: OpenedCase) {
  return papersOf(language, opened, ['evidence', 'contact', 'forward', 'withdrawal']);
}
