import type { Actor, Commission } from './role.ts';

/** Whether the actor is chair or deputy chair of the very commission. */
export function presides({ actor, commission }: { actor: Actor; commission: Commission }): boolean {
  if (actor.kind !== 'person') return false;
  return actor.appointments.some(
    ({ role, commissionId }) => commissionId === commission.id && (role === 'chair' || role === 'deputyChair'),
  );
}
