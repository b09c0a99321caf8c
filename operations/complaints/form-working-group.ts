import type { Actor } from '../../domain/people/role.ts';
import type { OperationContext } from '../context.ts';
import { actOnCase } from './act-on-case.ts';
import type { CaseRequest } from './act-on-case.ts';

/** The chair names the rapporteur and the working group of a case. Refuses NOT_A_MEMBER. */
export function formWorkingGroup(
  context: OperationContext,
  actor: Actor,
  request: CaseRequest & { rapporteur: string; members: readonly string[] },
) {
  const { rapporteur, members, ...rest } = request;
  return actOnCase(context, actor, { ...rest, act: 'formWorkingGroup', input: { rapporteur, members } });
}
