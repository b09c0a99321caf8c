import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { IntegrationError } from '../../integrations/integration-error.ts';
import { openField, sealField } from '../../integrations/key-ring/sealed-field.ts';
import { writeAudit } from '../../persistence/records/audit.ts';
import type { ConfirmedIdentity } from '../complaints/draft.ts';
import type { OperationContext } from '../context.ts';
import type { Identity } from './sign-in.ts';

const sealedIdentity = z.strictObject({ id: z.uuid(), wrapped: z.string(), sealed: z.string() });
const identitySchema = z.strictObject({ name: z.string(), pin: z.string().nullable() });

/** What the portal keeps of a sign-in: name and PIN sealed under a key of their own, for the row of the session. */
export type PortalSession = z.infer<typeof sealedIdentity>;

/**
 * Takes name and PIN from the national sign-in for the portal's session. Whoever complains is no person of the house:
 * nothing is kept beyond the session and the filing. The sign-in is in the audit, without who it was.
 */
export async function signInAtPortal(
  context: OperationContext,
  { name, pin }: Identity,
): Promise<{ identity: ConfirmedIdentity; pending: PortalSession }> {
  const id = randomUUID();
  const key = context.keyRing.newKey();
  const identity = { name, pin: pin ?? null };
  await audit(context, 'people.signInAtPortal');
  const sealed = sealField(key, placeOf(id), JSON.stringify(identity)).toString('base64');
  return { identity, pending: { id, wrapped: context.keyRing.wrapKey(id, key).toString('base64'), sealed } };
}

/** Who a session of the portal stands for; null when nobody is signed in, or the keys have changed since. */
export function openPortalIdentity({ keyRing }: OperationContext, pending: unknown): ConfirmedIdentity | null {
  const kept = sealedIdentity.safeParse(pending);
  if (!kept.success) return null;
  const { id, wrapped, sealed } = kept.data;
  try {
    const key = keyRing.unwrapKey(id, Buffer.from(wrapped, 'base64'));
    return identitySchema.parse(JSON.parse(openField(key, placeOf(id), Buffer.from(sealed, 'base64'))));
  } catch (error) {
    if (error instanceof IntegrationError) return null;
    throw error;
  }
}

/** Keeps that somebody signed out of the portal. */
export async function signOutOfPortal(context: OperationContext): Promise<void> {
  await audit(context, 'people.signOutOfPortal');
}

async function audit(context: OperationContext, action: string): Promise<void> {
  const { legal } = await context.clock();
  await writeAudit(context.database, {
    legalAt: legal,
    actor: 'complainant',
    action,
    outcome: 'done',
    ...(context.correlationId === undefined ? {} : { correlationId: context.correlationId }),
  });
}

function placeOf(rowId: string): { table: string; column: string; rowId: string } {
  return { table: 'session', column: 'pending', rowId };
}
