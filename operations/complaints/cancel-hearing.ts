import type { Actor } from '../../domain/people/role.ts';
import type { OperationContext } from '../context.ts';
import { actOnCase } from './act-on-case.ts';
import type { CaseRequest } from './act-on-case.ts';

/** Cancels a hearing; the parties are told. Refuses HEARING_UNKNOWN and HEARING_CLOSED. */
export function cancelHearing(context: OperationContext, actor: Actor, request: CaseRequest & { hearingId: string }) {
  const { hearingId, ...rest } = request;
  return actOnCase(context, actor, { ...rest, act: 'cancelHearing', input: { hearingId } });
}
