import { isEmail } from '../../domain/complaints/filing.ts';
import type { Actor } from '../../domain/people/role.ts';
import { refuse } from '../../domain/refusals.ts';
import { sealField } from '../../integrations/key-ring/sealed-field.ts';
import { insertContactChange } from '../../persistence/complaints/paper-rows.ts';
import type { OperationContext } from '../context.ts';
import { actOnCase } from './act-on-case.ts';
import type { CaseRequest } from './act-on-case.ts';
import { preparePaper } from './paper.ts';

/** How to reach the complainant. */
export type Contact = { email: string; phone: string; address: string };

/**
 * Other ways to reach the complainant; the earlier ones are kept, and what was sent is a paper of the case, so that the
 * event holds its hash. Refuses INPUT_INVALID for a mail address that is none and for what is too long.
 */
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
  const lines = [email, contact.phone.trim(), contact.address];
  const paper = preparePaper('contact', { text: lines.join('\n') }, true);
  if (!paper.ok) return refuse('INPUT_INVALID', { field: 'contact' });
  return actOnCase(context, actor, {
    ...rest,
    act: 'changeContact',
    paper: paper.value,
    said: contact,
    alongside: async (tx, recordKey) => {
      const place = { table: 'complaint_statement', column: 'sealed_contact', rowId: rest.complaintId };
      const text = JSON.stringify({ email, phone: contact.phone.trim(), address: contact.address });
      const sealedContact = sealField(recordKey, place, text);
      await insertContactChange(tx, { complaintId: rest.complaintId, sealedContact, changedAt: legal });
    },
  });
}
