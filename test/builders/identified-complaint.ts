import { fileDraft } from '../../operations/complaints/file-draft.ts';
import { identifyDraft, saveDraft, startDraft } from '../../operations/complaints/draft.ts';
import { admitComplaint } from '../../operations/complaints/admit-complaint.ts';
import { registerComplaint } from '../../operations/complaints/register-complaint.ts';
import { takeComplaint } from '../../operations/complaints/take-complaint.ts';
import type { Filing } from '../../domain/complaints/filing.ts';
import type { Product } from '../support/product.ts';
import { aFiling, granted } from './complaints.ts';

/** An admitted complaint of somebody who signed in when filing, so that the PIN is known; the first lawyer holds it. */
export async function anIdentifiedComplaint(
  { context, cec, actor }: Product,
  pin: string,
  filing: Partial<Filing> = {},
): Promise<string> {
  const { token } = await startDraft(context, 'ky');
  const whole = aFiling(filing);
  granted(await saveDraft(context, token, whole));
  granted(await identifyDraft(context, token, { name: whole.name, pin }));
  const { recordId: complaintId } = granted(await fileDraft(context, token));
  granted(await registerComplaint(context, await actor(cec.clerk), { complaintId }));
  const lawyer = await actor(cec.lawyers[0]);
  granted(await takeComplaint(context, lawyer, { complaintId }));
  granted(await admitComplaint(context, lawyer, { complaintId }));
  return complaintId;
}
