import { randomUUID } from 'node:crypto';
import type { Role } from '../../domain/people/role.ts';
import { foundAppointment } from '../../operations/people/appoint.ts';
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
