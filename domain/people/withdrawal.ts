import type { RefusalCode } from '../refusals.ts';
import type { Actor } from './role.ts';

/** A proposal of an appointment, and whether who made it may still appoint in that commission. */
export type OpenProposal = { proposedBy: string; mayProposerAppoint: boolean };

/**
 * Why somebody who may appoint cannot take back a proposal that nobody has confirmed; undefined when they can. Who made it
 * can. Another can only where the proposer may no longer appoint there (has left, or has another role): nobody else could
 * then, and it would wait for ever. Whoever is merely against a proposal does not confirm it.
 */
export function faultOfWithdrawal(
  actor: Actor,
  { proposedBy, mayProposerAppoint }: OpenProposal,
): RefusalCode | undefined {
  if (actor.kind !== 'person') return 'NOT_ALLOWED';
  if (actor.personId === proposedBy) return undefined;
  return mayProposerAppoint ? 'PROPOSAL_OF_ANOTHER' : undefined;
}
