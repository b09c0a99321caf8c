import { randomUUID } from 'node:crypto';
import { invitedParties } from '../../domain/complaints/hearing.ts';
import type { InvitedParty } from '../../domain/complaints/hearing.ts';
import type { Actor } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { OperationContext } from '../context.ts';
import { actOnCase } from './act-on-case.ts';
import type { CaseRequest } from './act-on-case.ts';
import { preparePaper } from './paper.ts';

/**
 * Appoints a hearing: the complainant is told date, time and place (art. 44(3), older edition). Refuses HEARING_IN_THE_PAST,
 * and INPUT_INVALID without a place or with an unknown party.
 */
export async function appointHearing(
  context: OperationContext,
  actor: Actor,
  request: CaseRequest & { startsAt: Instant; invited: readonly string[]; place: string; text: string },
): Promise<Outcome<{ hearingId: string }>> {
  const { startsAt, invited, place, text, ...rest } = request;
  if (place.trim() === '') return refuse('INPUT_INVALID', { field: 'place' });
  if (invited.length === 0 || !invited.every(isParty)) return refuse('INPUT_INVALID', { field: 'invited' });
  const hearingId = randomUUID();
  const paper = preparePaper('hearing', { text, place, about: hearingId }, true);
  if (!paper.ok) return paper;
  const input = { hearingId, startsAt, invited };
  const outcome = await actOnCase(context, actor, { ...rest, act: 'appointHearing', input, paper: paper.value });
  return outcome.ok ? granted({ hearingId }) : outcome;
}

function isParty(text: string): text is InvitedParty {
  return (invitedParties as readonly string[]).includes(text);
}
