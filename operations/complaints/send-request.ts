import { randomUUID } from 'node:crypto';
import { requestedBodies } from '../../domain/complaints/body-request.ts';
import type { RequestedBody } from '../../domain/complaints/body-request.ts';
import type { Actor } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { OperationContext } from '../context.ts';
import { actOnCase } from './act-on-case.ts';
import type { CaseRequest } from './act-on-case.ts';
import { preparePaper } from './paper.ts';

/** Asks a body, or the respondent, for information; the term to answer runs from now. Refuses PAPER_EMPTY. */
export async function sendRequest(
  context: OperationContext,
  actor: Actor,
  request: CaseRequest & { to: string; needsCheck: boolean; name: string; address: string; text: string },
): Promise<Outcome<{ requestId: string }>> {
  const { to, needsCheck, name, address, text, ...rest } = request;
  if (!isBody(to)) return refuse('INPUT_INVALID', { field: 'to' });
  const requestId = randomUUID();
  const paper = preparePaper('request', { text, name, address, about: requestId });
  if (!paper.ok) return paper;
  const input = { requestId, to, needsCheck };
  const outcome = await actOnCase(context, actor, { ...rest, act: 'sendRequest', input, paper: paper.value });
  return outcome.ok ? granted({ requestId }) : outcome;
}

function isBody(text: string): text is RequestedBody {
  return (requestedBodies as readonly string[]).includes(text);
}
