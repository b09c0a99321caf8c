import { randomBytes, randomUUID } from 'node:crypto';
import type { Role } from '../../domain/people/role.ts';
import type { OperationContext } from '../../operations/context.ts';
import { foundAppointment } from '../../operations/people/appoint.ts';
import { upsertPerson } from '../../persistence/people/read-people.ts';

/** The staff of one commission by role, as person ids. */
export type Staff = Record<'clerk' | 'secretary' | 'chair' | 'deputyChair', string> & {
  lawyers: readonly [string, string];
  members: readonly string[];
};

/** Appoints a whole staff to a commission of the product. */
export async function foundStaff(context: OperationContext, commissionId: string, electionId: string): Promise<Staff> {
  const appoint = async (role: Role): Promise<string> => {
    const sub = randomBytes(6).toString('hex');
    const person = { id: randomUUID(), issuer: 'test', sub, name: `Test ${role} ${sub}` };
    const personId = await upsertPerson(context.database, person);
    await foundAppointment(context, { commissionId, electionId, personId, role });
    return personId;
  };
  return {
    clerk: await appoint('clerk'),
    secretary: await appoint('secretary'),
    chair: await appoint('chair'),
    deputyChair: await appoint('deputyChair'),
    lawyers: [await appoint('lawyer'), await appoint('lawyer')],
    members: [
      await appoint('member'),
      await appoint('member'),
      await appoint('member'),
      await appoint('member'),
      await appoint('member'),
      await appoint('member'),
    ],
  };
}
