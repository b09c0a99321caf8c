import type { Actor, Appointment, Commission } from '../people/role.ts';
import { relationOf } from './can.ts';
import type { AccessRule } from './can.ts';

/** Whether the person is deputy for somebody in a role of the commission that is in force, the absence included. */
export function standsInFor(
  actor: Actor,
  absent: string | null,
  role: Appointment['role'],
  commissionId: string,
): boolean {
  if (actor.kind !== 'person' || absent === null) return false;
  return actor.appointments.some(
    (one) => one.deputyFor === absent && one.role === role && one.commissionId === commissionId,
  );
}

/**
 * For whom a person does what a rule guards: the absent one, when only an appointment as deputy permits it; null for an
 * act in one's own right.
 */
export function actsInStead(actor: Actor, rule: AccessRule, record: Commission): string | null {
  if (actor.kind !== 'person') return null;
  const fitting = actor.appointments.filter(({ role, commissionId }) =>
    (rule[relationOf(commissionId, record)] ?? []).includes(role),
  );
  return fitting.every(({ deputyFor }) => deputyFor) ? (fitting[0]?.deputyFor ?? null) : null;
}
