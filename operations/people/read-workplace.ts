import type { LawPack } from '../../domain/law/law-pack.ts';
import type { Actor, CommissionKind, Role } from '../../domain/people/role.ts';
import { commissionKinds } from '../../domain/people/role.ts';
import { listCommissionRows, listElectionRows, readNames } from '../../persistence/people/read-people.ts';
import type { CommissionRow, ElectionRow } from '../../persistence/people/read-people.ts';
import type { OperationContext } from '../context.ts';
import { packOfVersion } from '../law/find-pack.ts';
import { currentActor } from './current-actor.ts';

export type PersonActor = Extract<Actor, { kind: 'person' }>;

/** Where a person works: the highest commission of the appointments in force, the election and its newest law pack. */
export type Workplace = {
  commission: CommissionRow;
  election: ElectionRow;
  pack: LawPack;
  /** Each once, those as deputy included. */
  roles: readonly Role[];
};

/** A signed-in person with name and workplace; without an appointment there is no workplace. */
export type SignedInPerson = { actor: PersonActor; name: string; workplace: Workplace | null };

/** Reads who a signed-in person is now; rights taken away are gone at the next request. */
export async function readWorkplace(context: OperationContext, personId: string): Promise<SignedInPerson> {
  const { database } = context;
  const [actor, names, commissions, elections] = await Promise.all([
    currentActor(context, personId),
    readNames(database, [personId]),
    listCommissionRows(database),
    listElectionRows(database),
  ]);
  const name = names.get(personId) ?? '';
  const places = commissions
    .filter((row) => actor.appointments.some(({ commissionId }) => commissionId === row.id))
    .toSorted((one, other) => rankOf(one.kind) - rankOf(other.kind));
  const [commission] = places;
  const [election] = elections;
  if (!commission || !election) return { actor, name, workplace: null };
  const pack = await packOfVersion(context, election.pack, election.packVersion);
  const held = actor.appointments.filter((one) => one.commissionId === commission.id).map((one) => one.role);
  return { actor, name, workplace: { commission, election, pack, roles: [...new Set(held)] } };
}

function rankOf(kind: CommissionKind): number {
  return commissionKinds.indexOf(kind);
}
