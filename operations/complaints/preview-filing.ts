import { filingWarnings } from '../../domain/complaints/filing.ts';
import type { Filing } from '../../domain/complaints/filing.ts';
import type { FilingWarning } from '../../domain/complaints/complaint.ts';
import { dayOf, momentAt } from '../../domain/law/counting/calendar.ts';
import { deriveDeadline } from '../../domain/law/counting/derive-deadline.ts';
import { ruleForDecision } from '../../domain/law/counting/rule-for-decision.ts';
import type { DerivedDeadline } from '../../domain/law/derivation.ts';
import { lawRule } from '../../domain/law/law-pack.ts';
import type { LawPack, LawRule } from '../../domain/law/law-pack.ts';
import { isCalendarDay } from '../../domain/time/calendar-day.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { listCommissionRows, listElectionRows } from '../../persistence/people/read-people.ts';
import type { OperationContext } from '../context.ts';
import type { PublicCommission } from './public-complaint.ts';

/** What a person should know before filing: both terms, the commission, and what is missing. */
export type FilingPreview = {
  /** The term to decide, as if filed now. */
  toDecide: DerivedDeadline;
  /** The term to file; null while the day of learning is not known. */
  toFile: DerivedDeadline | null;
  warnings: readonly FilingWarning[];
  commission: PublicCommission;
  pack: LawPack;
  now: Instant;
};

/** Commissions a complaint can be given to. */
export async function listCommissions(context: OperationContext): Promise<PublicCommission[]> {
  const rows = await listCommissionRows(context.database);
  return rows.map(({ key, kind, nameKy, nameRu, nameEn }) => ({
    key,
    kind,
    name: { ky: nameKy, ru: nameRu, en: nameEn },
  }));
}

/** The rule of the term to file in the present election. */
export async function termToFile(context: OperationContext): Promise<LawRule> {
  const [election] = await listElectionRows(context.database);
  const pack = election && context.packs.get(election.pack);
  if (!pack) throw new TypeError('no election to file in');
  return lawRule(pack, 'complaint_file');
}

/** Looks at a draft with the eyes of the law, at the legal moment of asking. Nothing is refused here. */
export async function previewFiling(
  context: OperationContext,
  filing: Filing,
  mediaTypes: readonly string[],
): Promise<FilingPreview> {
  const { legal: now } = await context.clock();
  const commissions = await listCommissions(context);
  const [election] = await listElectionRows(context.database);
  const pack = election && context.packs.get(election.pack);
  const commission =
    commissions.find(({ key }) => key === filing.commission) ?? commissions.find(({ kind }) => kind === 'cec');
  if (!election || !pack || !commission) throw new TypeError('no commission or election to file with');
  const { votingDay } = election;
  const rule = ruleForDecision(pack, now, votingDay);
  const toFile = isCalendarDay(filing.learnedOn)
    ? deriveDeadline({
        pack,
        ruleId: 'complaint_file',
        baseAt: momentAt(filing.learnedOn),
        baseEvent: 'BREACH_KNOWN',
        votingDay,
      })
    : null;
  const isFiledLate = toFile !== null && toFile.dueAt !== null && now >= toFile.dueAt;
  return {
    toDecide: deriveDeadline({ pack, ruleId: rule, baseAt: now, baseEvent: 'COMPLAINT_FILED', votingDay }),
    toFile,
    warnings: filingWarnings(filing, { today: dayOf(now), isFiledLate, mediaTypes }),
    commission,
    pack,
    now,
  };
}
