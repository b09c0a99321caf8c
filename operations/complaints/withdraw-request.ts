import type { Actor } from '../../domain/people/role.ts';
import type { OperationContext } from '../context.ts';
import { actOnCase } from './act-on-case.ts';
import type { CaseRequest } from './act-on-case.ts';

/** The answer is not needed any more. Refuses REQUEST_UNKNOWN and REQUEST_CLOSED. */
export function withdrawRequest(context: OperationContext, actor: Actor, request: CaseRequest & { requestId: string }) {
  const { requestId, ...rest } = request;
  return actOnCase(context, actor, { ...rest, act: 'withdrawRequest', input: { requestId } });
}
