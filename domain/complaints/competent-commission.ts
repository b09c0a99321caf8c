import type { CompetenceRule, CompetenceSubject, CompetentBody, LawPack } from '../law/law-pack.ts';
import { commissionKinds } from '../people/role.ts';
import type { CommissionKind } from '../people/role.ts';
import { groupOfTerritory } from '../places/territories.ts';
import type { RespondentKind } from './complaint.ts';

/** A commission of the election as the rules of competence see it. */
export type KnownCommission = {
  id: string;
  key: string;
  kind: CommissionKind;
  parentId: string | null;
  territory: string | null;
};

/** What the rules of competence ask of a complaint. */
export type CompetenceQuestion = {
  respondentKind: RespondentKind;
  /** Key of a commission, or a kind of commission when the very one is not on the list; empty: not said. */
  respondentCommission: string;
  territory: string;
  precinct: string;
};

/** Where a complaint belongs, and by which rule. */
export type Competence = {
  subject: CompetenceSubject;
  rule: CompetenceRule;
  /** Key of the commission to give it to; the CEC where a court is competent. */
  commission: string;
  /** Keys of every commission that is competent; none where a court is. */
  competent: readonly string[];
};

/**
 * Which commission is competent, by the pack's rules (art. 43 and 44). Where the commission above or of the place is not
 * among those known, it is the CEC. Never refuses: a misdirected complaint is received too. Throws without a CEC.
 */
export function competentCommission(
  question: CompetenceQuestion,
  commissions: readonly KnownCommission[],
  pack: Pick<LawPack, 'competence'>,
): Competence {
  const subject = subjectOf(question, commissions);
  const rule = pack.competence[subject];
  const bodies = [rule.to, ...(rule.or === null ? [] : [rule.or])];
  const keys = bodies.flatMap((body) => keysOf(body, question, commissions));
  const cec = commissions.find(({ kind }) => kind === 'cec');
  if (!cec) throw new TypeError('an election without its central commission');
  return { subject, rule, commission: keys[0] ?? cec.key, competent: [...new Set(keys)] };
}

/** Whether a complaint given to this commission is with one that is not competent. */
export function isMisdirected(chosen: string, { competent }: Competence): boolean {
  return !competent.includes(chosen);
}

/** True for what may stand in `respondentCommission`: a known key, a kind of commission, or nothing. */
export function isRespondentCommission(text: string, commissions: readonly KnownCommission[]): boolean {
  return text === '' || isKind(text) || commissions.some(({ key }) => key === text);
}

function subjectOf(question: CompetenceQuestion, commissions: readonly KnownCommission[]): CompetenceSubject {
  if (question.respondentKind !== 'commission') return 'other';
  const { respondentCommission: named } = question;
  return isKind(named) ? named : (commissions.find(({ key }) => key === named)?.kind ?? 'other');
}

function isKind(text: string): text is CommissionKind {
  return commissionKinds.some((kind) => kind === text);
}

/** The commissions that a body of the rules stands for, the one to be proposed first. */
function keysOf(
  body: CompetentBody,
  question: CompetenceQuestion,
  commissions: readonly KnownCommission[],
): readonly string[] {
  const cec = commissions.flatMap(({ kind, key }) => (kind === 'cec' ? [key] : []));
  if (body === 'administrativeCourt') return [];
  if (body === 'cec') return cec;
  const ofPlace = commissionOfPlace(question.territory, commissions);
  if (body === 'commissionOfPlace')
    return [...(ofPlace === undefined ? cec : [ofPlace]), ...ofPrecinct(question, commissions)];
  const named = commissions.find(({ key }) => key === question.respondentCommission);
  const above = named ? commissions.find(({ id }) => id === named.parentId)?.key : ofPlace;
  return above === undefined ? cec : [above];
}

/** The commission of the precinct where it was; keys of precinct commissions end in their number. */
function ofPrecinct({ precinct }: CompetenceQuestion, commissions: readonly KnownCommission[]): string[] {
  return commissions.flatMap(({ kind, key }) => (kind === 'precinct' && key === `pec-${precinct}` ? [key] : []));
}

/** The territorial or district commission of a place; that of the part comes before that of the whole. */
function commissionOfPlace(territory: string, commissions: readonly KnownCommission[]): string | undefined {
  if (territory === '') return undefined;
  const places = [territory, groupOfTerritory(territory)];
  const regional = commissions.filter(({ kind }) => kind === 'territorial' || kind === 'district');
  for (const place of places) {
    const found = regional.find((commission) => commission.territory === place);
    if (found) return found.key;
  }
  return undefined;
}
