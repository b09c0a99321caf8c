import { openCase } from '../../operations/complaints/open-case.ts';
import type { OpenedCase } from '../../operations/complaints/open-case.ts';
import type { CaseAct } from '../../operations/records/allowed-acts.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { StaffVisit } from '../visit.ts';

/**
 * The case of the page of an act. Who may not do the act on it gets no page: NOT_ALLOWED. A form that was sent comes back
 * all the same, so that nothing typed is lost.
 */
export async function openForAct(visit: StaffVisit, act: CaseAct): Promise<Outcome<OpenedCase>> {
  const { context, actor, params, request } = visit;
  const outcome = await openCase(context, actor, { complaintId: params['id'] ?? '' });
  if (!outcome.ok || request.method !== 'GET') return outcome;
  const refusal = outcome.value.acts.find((judged) => judged.act === act)?.refusal;
  return refusal?.code === 'NOT_ALLOWED' ? { ok: false, refusal } : outcome;
}
