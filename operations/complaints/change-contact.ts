import { isEmail } from '../../domain/complaints/filing.ts';
import type { Actor } from '../../domain/people/role.ts';
import { refuse } from '../../domain/refusals.ts';
import { sealField } from '../../integrations/key-ring/sealed-field.ts';
import { insertContactChange } from '../../persistence/complaints/paper-rows.ts';
import type { OperationContext } from '../context.ts';
import { actOnCase } from './act-on-case.ts';
import type { CaseRequest } from './act-on-case.ts';

/** How to reach the complainant. */
export type Contact = { email: string; phone: string; address: string };

/** Other ways to reach the complainant; the earlier ones are kept. Refuses INPUT_INVALID for a mail address that is none. */
export async function changeContact(
  context: OperationContext,
  actor: Actor,
  request: CaseRequest & { contact: Contact },
) {
  const { contact, ...rest } = request;
  const email = contact.email.trim();
  if (email !== '' && !isEmail(email)) return refuse('INPUT_INVALID', { field: 'email' });
  if (contact.phone.length > 100 || contact.address.length > 500) return refuse('INPUT_INVALID', { field: 'contact' });
  const { legal } = await context.clock();
  return actOnCase(context, actor, {
    ...rest,
    act: 'changeContact',
    said: contact,
    alongside: async (tx, recordKey) => {
      const place = { table: 'complaint_statement', column: 'sealed_contact', rowId: rest.complaintId };
      const text = JSON.stringify({ email, phone: contact.phone.trim(), address: contact.address });
      const sealedContact = sealField(recordKey, place, text);
      await insertContactChange(tx, { complaintId: rest.complaintId, sealedContact, changedAt: legal });
    },
  });
}
