/** Roles a person can be appointed to in a commission. `system` and `complainant` are actors without an appointment. */
export const roles = ['clerk', 'lawyer', 'secretary', 'member', 'deputyChair', 'chair'] as const;
export type Role = (typeof roles)[number];

/** Roles in which one person can stand in for another: those that neither vote nor sign. A rule of the house. */
export const deputyRoles = ['clerk', 'lawyer', 'secretary'] as const satisfies readonly Role[];

export const commissionKinds = ['cec', 'territorial', 'district', 'precinct'] as const;
export type CommissionKind = (typeof commissionKinds)[number];

/** A commission in the ladder; `ancestors` from the parent up to the CEC. */
export type Commission = { id: string; kind: CommissionKind; parentId: string | null; ancestors: readonly string[] };

/** An appointment in force at the moment of the act. `deputyFor` is the absent person whose deputy it makes. */
export type Appointment = { role: Role; commissionId: string; deputyFor?: string | null };

/**
 * Who acts. A person is known by a random id, never by name or number; four eyes compares persons.
 */
export type Actor =
  | { kind: 'person'; personId: string; appointments: readonly Appointment[] }
  | { kind: 'system'; name: 'sweeper' | 'workflow' | 'relay' | 'bootstrap' }
  | { kind: 'complainant' };

/** How an actor is written in events and audit: never a name. */
export function actorText(actor: Actor): string {
  if (actor.kind === 'person') return `person:${actor.personId}`;
  return actor.kind === 'system' ? `system:${actor.name}` : 'complainant';
}
