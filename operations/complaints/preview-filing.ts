import { competentCommission, isMisdirected } from '../../domain/complaints/competent-commission.ts';
import type { Competence } from '../../domain/complaints/competent-commission.ts';
import type { FilingWarning } from '../../domain/complaints/complaint.ts';
import { filingWarnings } from '../../domain/complaints/filing.ts';
import type { Filing } from '../../domain/complaints/filing.ts';
import { earliestDayInTime, isFiledLate, termToFile, termToFileRule } from '../../domain/complaints/term-to-file.ts';
import type { FilingLaw } from '../../domain/complaints/term-to-file.ts';
import { dayOf } from '../../domain/law/counting/calendar.ts';
import { deriveDeadline } from '../../domain/law/counting/derive-deadline.ts';
import { ruleForDecision } from '../../domain/law/counting/rule-for-decision.ts';
import type { DerivedDeadline } from '../../domain/law/derivation.ts';
import { lawRule } from '../../domain/law/law-pack.ts';
import type { LawPack, LawRule } from '../../domain/law/law-pack.ts';
import type { CalendarDay } from '../../domain/time/calendar-day.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { listCommissionRows, listElectionRows } from '../../persistence/people/read-people.ts';
import type { CommissionRow } from '../../persistence/people/read-people.ts';
import type { OperationContext } from '../context.ts';
import type { StagedDocument } from '../documents/stage-document.ts';
import type { PublicCommission } from './public-complaint.ts';

/** What a person should know before filing: both terms, the commission, and what is missing. */
export type FilingPreview = {
  /** The term to decide, as if filed now. */
  toDecide: DerivedDeadline;
  /** The term to file; null while the day of learning is not known. */
  toFile: DerivedDeadline | null;
  isFiledLate: boolean;
  warnings: readonly FilingWarning[];
  /** Where it goes now. */
  commission: PublicCommission;
  /** Where it belongs, and by which rule. */
  competence: Competence;
  proposed: PublicCommission;
  isMisdirected: boolean;
  /** All there are, the proposed one among them. */
  commissions: readonly PublicCommission[];
  pack: LawPack;
  now: Instant;
};

/** Commissions a complaint can be given to. */
export async function listCommissions(context: OperationContext): Promise<PublicCommission[]> {
  return (await listCommissionRows(context.database)).map(publicCommissionOf);
}

/** The law that a filing of now is judged by, with what a person should know of it beside the question when learned. */
export type FilingTerm = { rule: LawRule; pack: LawPack; earliestInTime: CalendarDay | null };

/** The rule of the term to file in the present election, and the earliest day of learning that is still in time. */
export async function termOfFiling(context: OperationContext): Promise<FilingTerm> {
  const { legal } = await context.clock();
  const { pack, votingDay } = await presentLaw(context);
  return {
    rule: lawRule(pack, termToFileRule),
    pack,
    earliestInTime: earliestDayInTime({ pack, votingDay }, legal),
  };
}

/** Looks at a draft with the eyes of the law, at the legal moment of asking. Nothing is refused here. */
export async function previewFiling(
  context: OperationContext,
  filing: Filing,
  documents: readonly Pick<StagedDocument, 'mediaType' | 'purpose'>[],
): Promise<FilingPreview> {
  const { legal: now } = await context.clock();
  const rows = await listCommissionRows(context.database);
  const { pack, votingDay } = await presentLaw(context);
  const competence = competentCommission(filing, rows, pack);
  const given = rows.some(({ key }) => key === filing.commission) ? filing.commission : competence.commission;
  const commissions = rows.map(publicCommissionOf);
  const commission = commissions.find(({ key }) => key === given);
  const proposed = commissions.find(({ key }) => key === competence.commission);
  if (!commission || !proposed) throw new TypeError('no commission or election to file with');
  const rule = ruleForDecision(pack, now, votingDay);
  const facts = {
    today: dayOf(now),
    isFiledLate: isFiledLate(filing, { pack, votingDay }, now),
    isMisdirected: isMisdirected(given, competence),
    hasAuthority: documents.some(({ purpose }) => purpose === 'authority'),
    mediaTypes: documents.map(({ mediaType }) => mediaType),
  };
  return {
    toDecide: deriveDeadline({ pack, ruleId: rule, baseAt: now, baseEvent: 'COMPLAINT_FILED', votingDay }),
    toFile: termToFile(filing, { pack, votingDay }),
    isFiledLate: facts.isFiledLate,
    warnings: filingWarnings(filing, facts),
    commission,
    competence,
    isMisdirected: facts.isMisdirected,
    proposed,
    commissions,
    pack,
    now,
  };
}

async function presentLaw(context: OperationContext): Promise<FilingLaw> {
  const [election] = await listElectionRows(context.database);
  const pack = election && context.packs.get(election.pack);
  if (!election || !pack) throw new TypeError('no election to file in');
  return { pack, votingDay: election.votingDay };
}

function publicCommissionOf({ key, kind, nameKy, nameRu, nameEn }: CommissionRow): PublicCommission {
  return { key, kind, name: { ky: nameKy, ru: nameRu, en: nameEn } };
}
