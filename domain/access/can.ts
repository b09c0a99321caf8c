import type { Actor, Commission, Role } from '../people/role.ts';

/** Where a record's commission stands to the actor's: the same, below it, or neither. */
export type Relation = 'own' | 'subordinate' | 'other';

/** Who may do an act: roles by relation; and whether the system or the complainant may. */
export type AccessRule = {
  own?: readonly Role[];
  subordinate?: readonly Role[];
  other?: readonly Role[];
  system?: boolean;
  complainant?: boolean;
};

/** The relation of a commission's record to an appointment's commission. */
export function relationOf(appointmentCommissionId: string, record: Commission): Relation {
  if (appointmentCommissionId === record.id) return 'own';
  return record.ancestors.includes(appointmentCommissionId) ? 'subordinate' : 'other';
}

/** True when the actor may do what the rule guards on a record of the given commission. Denies by default. */
export function can(actor: Actor, rule: AccessRule, record: Commission): boolean {
  if (actor.kind === 'system') return rule.system === true;
  if (actor.kind === 'complainant') return rule.complainant === true;
  return actor.appointments.some(({ role, commissionId }) =>
    (rule[relationOf(commissionId, record)] ?? []).includes(role),
  );
}
