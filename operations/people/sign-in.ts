import { randomUUID } from 'node:crypto';
import type { Language } from '../../domain/language.ts';
import { actorText } from '../../domain/people/role.ts';
import type { Actor } from '../../domain/people/role.ts';
import { upsertPerson } from '../../persistence/people/read-people.ts';
import { writeAudit } from '../../persistence/records/audit.ts';
import type { OperationContext } from '../context.ts';

/** Who the national sign-in says somebody is; the PIN only where it gives one. */
export type Identity = { issuer: string; sub: string; name: string; pin?: string };

/** What has to be kept between leaving for the sign-in service and coming back. */
export type PendingSignIn = { state: string; nonce: string; codeVerifier: string };

/** The sign-in service as a surface uses it: code flow with PKCE. `complete` throws when the answer is not for us. */
export type SignInService = {
  begin: (language: Language) => Promise<{ url: string; pending: PendingSignIn }>;
  complete: (callbackUrl: URL, pending: PendingSignIn) => Promise<Identity>;
};

/** The person behind issuer and `sub`, known from the first sign-in on; every sign-in is in the audit. */
export async function signIn(context: OperationContext, identity: Identity): Promise<{ personId: string }> {
  const { legal } = await context.clock();
  return context.database.transaction(async (tx) => {
    const { issuer, sub, name } = identity;
    const personId = await upsertPerson(tx, { id: randomUUID(), issuer, sub, name });
    await writeAudit(tx, {
      legalAt: legal,
      actor: actorText({ kind: 'person', personId, appointments: [] }),
      action: 'people.signIn',
      outcome: 'done',
      ...(context.correlationId === undefined ? {} : { correlationId: context.correlationId }),
    });
    return { personId };
  });
}

/** Keeps that a person signed out. */
export async function signOut(context: OperationContext, actor: Actor): Promise<void> {
  const { legal } = await context.clock();
  await writeAudit(context.database, {
    legalAt: legal,
    actor: actorText(actor),
    action: 'people.signOut',
    outcome: 'done',
    ...(context.correlationId === undefined ? {} : { correlationId: context.correlationId }),
  });
}
