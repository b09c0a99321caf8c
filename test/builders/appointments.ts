import { randomUUID } from 'node:crypto';
import type { CalendarDay } from '../../domain/time/calendar-day.ts';
import type { Role } from '../../domain/people/role.ts';
import { foundAppointment, proposeAppointment } from '../../operations/people/appoint.ts';
import { confirmAppointment } from '../../operations/people/confirm-appointment.ts';
import { recordAbsence } from '../../operations/people/record-absence.ts';
import { insertCommission } from '../../persistence/people/insert-commission.ts';
import { upsertPerson } from '../../persistence/people/read-people.ts';
import type { Product } from '../support/product.ts';
import { granted } from './complaints.ts';

/** A new person with one role in a commission. */
export async function aPersonOf(product: Product, commissionId: string, role: Role): Promise<string> {
  const { context, electionId } = product;
  const person = { id: randomUUID(), issuer: 'test', sub: randomUUID(), name: `Test ${role}` };
  const personId = await upsertPerson(context.database, person);
  granted(await foundAppointment(context, { commissionId, electionId, personId, role }));
  return personId;
}

/** A person from outside the CEC's staff whom two people have made deputy of somebody there. */
export async function aDeputyOf(product: Product, deputyFor: string, role: Role = 'lawyer'): Promise<string> {
  const { context, electionId, commissions, cec, actor } = product;
  const personId = await aPersonOf(product, commissions['pec-1086'], 'clerk');
  const request = { commissionId: commissions.cec, electionId, personId, role, deputyFor };
  const { appointmentId } = granted(await proposeAppointment(context, await actor(cec.secretary), request));
  granted(await confirmAppointment(context, await actor(cec.chair), { appointmentId }));
  return personId;
}

/** Somebody of the CEC is away from the first day to the last, as its chair records it. */
export async function anAbsence(
  product: Product,
  personId: string,
  days: { firstDay: CalendarDay; lastDay: CalendarDay; deputy?: string },
): Promise<string> {
  const { context, electionId, commissions, cec, actor } = product;
  const request = { commissionId: commissions.cec, electionId, personId, ...days };
  return granted(await recordAbsence(context, await actor(cec.chair), request)).absenceId;
}

/** A second territorial commission under the CEC, beside the one of Sokuluk. */
export async function aCommissionBeside({ context, commissions }: Product): Promise<string> {
  const id = randomUUID();
  const name = { nameKy: 'Аламүдүн аймактык шайлоо комиссиясы', nameRu: 'Аламудунская ТИК', nameEn: 'Alamudun TEC' };
  const place = { key: 'tec-alamudun', kind: 'territorial', territory: 'alamudun-rayon' } as const;
  await insertCommission(context.database, {
    id,
    ...place,
    ...name,
    parentId: commissions.cec,
    ancestors: [commissions.cec],
  });
  return id;
}
