import { invitedParties } from '../../domain/complaints/hearing.ts';
import type { Actor } from '../../domain/people/role.ts';
import { refuse } from '../../domain/refusals.ts';
import type { OperationContext } from '../context.ts';
import { actOnCase } from './act-on-case.ts';
import type { CaseRequest } from './act-on-case.ts';
import { preparePaper } from './paper.ts';

/** Writes the minutes of a hearing: who came and what was said. Refuses HEARING_NOT_YET before its hour, PAPER_EMPTY. */
export async function recordHearing(
  context: OperationContext,
  actor: Actor,
  request: CaseRequest & { hearingId: string; attended: readonly string[]; text: string },
) {
  const { hearingId, attended, text, ...rest } = request;
  if (!attended.every((party) => (invitedParties as readonly string[]).includes(party)))
    return refuse('INPUT_INVALID', { field: 'attended' });
  const paper = preparePaper('minutes', { text, about: hearingId });
  if (!paper.ok) return paper;
  return actOnCase(context, actor, {
    ...rest,
    act: 'recordHearing',
    input: { hearingId, attended },
    paper: paper.value,
  });
}
