import type { Language } from '../../domain/language.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { OperationContext } from '../context.ts';
import { saveDraft, startDraft } from './draft.ts';
import { findComplaint } from './find-complaint.ts';
import type { PublicCommission } from './public-complaint.ts';
import { readComplaint } from './read-complaint.ts';
import type { ComplaintPage } from './read-complaint.ts';

/** An outcome, or a missing one, that can be contested at the commission above. */
export type ContestableOutcome = { page: ComplaintPage; above: PublicCommission };

/**
 * Looks at what somebody wants to contest. Refuses NOT_FOUND for an unknown case and one of the CEC, whose decisions are
 * contested in court, and COMPLAINT_NOT_DECIDED while there is neither an outcome nor a missed term. A late one is not
 * refused: the commission above decides on that.
 */
export async function readContestable(
  context: OperationContext,
  request: { number: string; commission: string },
): Promise<Outcome<ContestableOutcome>> {
  const found = await findComplaint(context, request.number, request.commission);
  if (!found.ok) return found;
  const read = await readComplaint(context, found.value.found[0].id);
  if (!read.ok) return read;
  const { appeal, facts } = read.value;
  if (facts.above === null) return refuse('NOT_FOUND');
  return appeal === null ? refuse('COMPLAINT_NOT_DECIDED') : granted({ page: read.value, above: facts.above });
}

/**
 * Starts a draft to the commission above against an outcome: commission, number and subject are filled in, and everything
 * can still be changed. Refuses as `readContestable` does.
 */
export async function contestOutcome(
  context: OperationContext,
  request: { number: string; commission: string; language: Language },
): Promise<Outcome<{ token: string }>> {
  const contestable = await readContestable(context, request);
  if (!contestable.ok) return contestable;
  const { page, above } = contestable.value;
  const { language } = request;
  const { number, commission, territory, precinct } = page.complaint;
  const { token } = await startDraft(context, language);
  const saved = await saveDraft(context, token, {
    commission: above.key,
    attacks: `${commission.key}/${number}`,
    kind: 'commissionAct',
    respondentKind: 'commission',
    respondentCommission: commission.key,
    respondent: commission.name[language],
    territory: territory ?? '',
    precinct: precinct ?? '',
    language,
  });
  return saved.ok ? granted({ token }) : saved;
}
