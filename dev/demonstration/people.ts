import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { roles } from '../../domain/people/role.ts';
import type { Role } from '../../domain/people/role.ts';
import type { OperationContext } from '../../operations/context.ts';
import type { PersonActor } from '../../operations/people/read-workplace.ts';
import { currentActor } from '../../operations/people/current-actor.ts';
import { foundAppointment } from '../../operations/people/appoint.ts';
import type { FoundedElection } from '../../operations/people/found-election.ts';
import type { CommissionKey } from '../../operations/people/foundations.ts';
import { upsertPerson } from '../../persistence/people/read-people.ts';

const person = z.looseObject({
  sub: z.string(),
  name: z.string(),
  role: z.enum([...roles, 'voter']),
  commission: z.enum(['cec', 'tec-sokuluk', 'pec-1086']).nullish(),
});

/** Staff of the demonstration by commission and role. */
export type DemonstrationStaff = {
  /** The nth person of a role in a commission; falls back to the first. */
  actor: (commission: CommissionKey, role: Role, index?: number) => Promise<PersonActor>;
  /** Person ids of those who sit, the chair first. */
  members: (commission: CommissionKey) => readonly string[];
  actorOf: (personId: string) => Promise<PersonActor>;
};

type Appointed = { personId: string; role: Role; commission: CommissionKey };

/** Appoints the people of the sign-in stand-in, so that whoever signs in there has a role here. */
export async function appointStaff(
  context: OperationContext,
  founded: FoundedElection,
  issuer: string,
): Promise<DemonstrationStaff> {
  const text = readFileSync(new URL('../sign-in/people.yaml', import.meta.url), 'utf8');
  const file: unknown = parse(text);
  const listed = z.array(person).parse(Array.isArray(file) ? file : (file as { people: unknown }).people);
  const appointed: Appointed[] = [];
  for (const { sub, name, role, commission } of listed) {
    const personId = await upsertPerson(context.database, { id: randomUUID(), issuer, sub, name });
    if (role === 'voter' || !commission) continue;
    const { electionId, commissions } = founded;
    const request = { commissionId: commissions[commission], electionId, personId, role };
    const outcome = await foundAppointment(context, request);
    if (!outcome.ok) throw new Error(`an appointment was refused: ${outcome.refusal.code}`);
    appointed.push({ personId, role, commission });
  }
  return staffOf(context, appointed);
}

function staffOf(context: OperationContext, appointed: readonly Appointed[]): DemonstrationStaff {
  const actorOf = (personId: string): Promise<PersonActor> => currentActor(context, personId);
  return {
    actorOf,
    actor: (commission, role, index = 0) => {
      const found = appointed.filter((one) => one.commission === commission && one.role === role);
      const one = found[index % Math.max(found.length, 1)];
      if (!one) throw new Error(`the demonstration has no ${role} in ${commission}`);
      return actorOf(one.personId);
    },
    members: (commission) =>
      (['chair', 'deputyChair', 'member'] as const).flatMap((role) =>
        appointed.filter((one) => one.commission === commission && one.role === role).map((one) => one.personId),
      ),
  };
}
