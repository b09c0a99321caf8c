import { randomUUID } from 'node:crypto';
import { isEmail } from '../../domain/complaints/filing.ts';
import { following } from '../../domain/complaints/following.ts';
import type { Language } from '../../domain/language.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { openField, sealField } from '../../integrations/key-ring/sealed-field.ts';
import { countFollowerAskings, upsertFollower } from '../../persistence/complaints/follower-rows.ts';
import type { FollowerAddress } from '../../persistence/complaints/follower-rows.ts';
import { insertConfirmMail } from '../../persistence/records/outbox.ts';
import type { OperationContext } from '../context.ts';

/**
 * Asks to follow a case by e-mail: a mail with a link to confirm is owed, unless the address follows already or its limits
 * are used up (docs/procedures/follow.md). The answer is the same in each of these cases, so that nobody learns who follows
 * what. Refuses INPUT_INVALID (email) only.
 */
export async function followComplaint(
  context: OperationContext,
  asked: { complaintId: string; address: string; language: Language },
): Promise<Outcome<null>> {
  const address = asked.address.trim();
  if (!isEmail(address)) return refuse('INPUT_INVALID', { field: 'email' });
  const id = randomUUID();
  const key = context.keyRing.newKey();
  const follower = {
    id,
    recordId: asked.complaintId,
    language: asked.language,
    sealedAddress: sealField(key, placeOf(id), address),
    wrappedKey: context.keyRing.wrapKey(id, key),
    addressLookUp: context.keyRing.lookUp(address.toLowerCase()),
  };
  await context.database.transaction(async (tx) => {
    const { isConfirmed, isKnown, cases, mailsOfDay } = await countFollowerAskings(tx, follower);
    const isTooMuch = mailsOfDay >= following.mailsPerDay || (!isKnown && cases >= following.casesPerAddress);
    if (isConfirmed || isTooMuch) return;
    await insertConfirmMail(tx, follower.recordId, await upsertFollower(tx, follower));
  });
  return granted(null);
}

/** The address of a follower in the clear, for the mail that leaves now. */
export function addressOfFollower(
  { keyRing }: OperationContext,
  id: string,
  { sealedAddress, wrappedKey }: FollowerAddress,
): string {
  return openField(keyRing.unwrapKey(id, wrappedKey), placeOf(id), sealedAddress);
}

function placeOf(id: string): { table: string; column: string; rowId: string } {
  return { table: 'follower', column: 'sealed_address', rowId: id };
}
