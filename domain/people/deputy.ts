import { refuse } from '../refusals.ts';
import type { Refusal } from '../refusals.ts';
import type { Instant } from '../time/instant.ts';
import { deputyRoles } from './role.ts';
import type { Role } from './role.ts';

/** From when and to when, the end exclusive; null where there is none. */
export type Span = { from: Instant; until: Instant | null };

/**
 * What is known of the person a deputy is for: whether they have the role in the commission in their own right, and
 * when their other deputies in that role are in force.
 */
export type DeputySituation = { isRoleHeld: boolean; deputies: readonly Span[] };

/** A deputy as proposed: from now on, to the exclusive end of the last day, where there is one. */
export type ProposedDeputy = { personId: string; role: Role; deputyFor: string; until: Instant | null };

/**
 * Whether somebody can be appointed deputy. Refuses DEPUTY_OF_ONESELF, DEPUTY_ROLE_UNFIT, DEPUTY_ROLE_NOT_HELD and
 * DEPUTY_OVERLAPS; undefined when nothing speaks against it. A rule of the house: no text of a law was found.
 */
export function faultOfDeputy(
  { personId, role, deputyFor, until }: ProposedDeputy,
  now: Instant,
  { isRoleHeld, deputies }: DeputySituation,
): Refusal | undefined {
  if (personId === deputyFor) return refuse('DEPUTY_OF_ONESELF');
  if (!deputyRoles.some((one) => one === role)) return refuse('DEPUTY_ROLE_UNFIT');
  if (!isRoleHeld) return refuse('DEPUTY_ROLE_NOT_HELD');
  return deputies.some((span) => overlaps({ from: now, until }, span)) ? refuse('DEPUTY_OVERLAPS') : undefined;
}

/** LAST_DAY_PASSED for an end that is not after the moment; undefined without an end. */
export function faultOfLastDay(until: Instant | null, now: Instant): Refusal | undefined {
  return until !== null && until <= now ? refuse('LAST_DAY_PASSED') : undefined;
}

/** Whether two spans have a moment in common. */
export function overlaps(one: Span, other: Span): boolean {
  const isBefore = ({ until }: Span, { from }: Span): boolean => until !== null && until <= from;
  return !isBefore(one, other) && !isBefore(other, one);
}
