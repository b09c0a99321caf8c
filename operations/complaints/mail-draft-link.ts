import { randomUUID } from 'node:crypto';
import { isEmail } from '../../domain/complaints/filing.ts';
import type { Language } from '../../domain/language.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { openField, sealField } from '../../integrations/key-ring/sealed-field.ts';
import { IntegrationError } from '../../integrations/integration-error.ts';
import {
  countDraftMails,
  insertDraftMail,
  listWaitingDraftMails,
  lockDraftMail,
  markDraftMailDone,
  putDraftMailOff,
} from '../../persistence/complaints/draft-mails.ts';
import { draftDays, readDraftByToken } from '../../persistence/complaints/drafts.ts';
import { backOffSeconds } from '../../persistence/records/outbox.ts';
import { writeDraftLinkMail } from '../../prints/complaints/draft-link-mail.ts';
import type { OperationContext } from '../context.ts';
import type { NoticePost } from '../notices/deliver-mails.ts';
import { hashOfToken } from './draft.ts';
import { draftLinkPath } from './resume-draft.ts';

/** Mails with the link that one draft can ask for, and that an address gets in a day from whichever drafts. */
export const draftMailLimit = 3;
export const addressMailLimit = 6;

/**
 * Asks for a mail with the link of the draft. The address is sealed under the draft's key; the link itself is made anew
 * when the mail leaves and stands nowhere. Refuses DRAFT_UNKNOWN, INPUT_INVALID (email) and TOO_MANY_REQUESTS.
 */
export async function askForDraftLink(
  context: OperationContext,
  token: string,
  request: { address: string; language: Language },
): Promise<Outcome<{ id: string }>> {
  const address = request.address.trim();
  if (!isEmail(address)) return refuse('INPUT_INVALID', { field: 'email' });
  const row = await readDraftByToken(context.database, hashOfToken(token));
  if (!row || row.recordId !== null) return refuse('DRAFT_UNKNOWN');
  const addressLookUp = context.keyRing.lookUp(address.toLowerCase());
  const asked = await countDraftMails(context.database, { draftId: row.id, addressLookUp });
  const isTooMuch = asked.ofDraft >= draftMailLimit || asked.toAddress >= addressMailLimit;
  if (isTooMuch) return refuse('TOO_MANY_REQUESTS');
  const id = randomUUID();
  const key = context.keyRing.unwrapKey(row.id, row.wrappedKey);
  await insertDraftMail(context.database, {
    id,
    draftId: row.id,
    language: request.language,
    sealedAddress: sealField(key, placeOf(id), address),
    addressLookUp,
  });
  return granted({ id });
}

/** One round over the links that wait: sent, ended for good, put off after a failure. */
export type SentDraftLinks = { sent: number; ended: number; putOff: number; failures: readonly unknown[] };

/** Sends the links that were asked for. A mail server that is down puts them off; a filed draft ends its mail. */
export async function sendDraftLinks(context: OperationContext, post: NoticePost): Promise<SentDraftLinks> {
  const result = { sent: 0, ended: 0, putOff: 0, failures: new Array<unknown>() };
  for (const { id, attempts } of await listWaitingDraftMails(context.database, 20)) {
    try {
      const end = await sendOne(context, post, id);
      if (end !== undefined) result[end] += 1;
    } catch (error) {
      result.failures.push(error);
      result[await endOrPutOff(context, id, attempts, error)] += 1;
    }
  }
  return result;
}

async function sendOne(
  context: OperationContext,
  { send, publicUrl, mailDomain }: NoticePost,
  id: string,
): Promise<'sent' | 'ended' | undefined> {
  return context.database.transaction(async (tx) => {
    const row = await lockDraftMail(tx, id);
    if (!row) return undefined;
    if (row.recordId !== null) {
      await markDraftMailDone(tx, id, 'draft-filed');
      return 'ended';
    }
    const { draftId, language, wrappedKey, sealedAddress } = row;
    const address = openField(context.keyRing.unwrapKey(draftId, wrappedKey), placeOf(id), sealedAddress);
    const link = `${publicUrl}/${language}${draftLinkPath(context, draftId)}`;
    const { subject, text, from } = writeDraftLinkMail(language, link, draftDays);
    const messageId = `${id}.draft@${mailDomain}`;
    await send({ fromName: from, mail: { messageId, to: { address }, subject, text, language, attachments: [] } });
    await markDraftMailDone(tx, id, null);
    return 'sent';
  });
}

async function endOrPutOff(
  context: OperationContext,
  id: string,
  attempts: number,
  error: unknown,
): Promise<'ended' | 'putOff'> {
  const isOurs = error instanceof IntegrationError;
  if (isOurs && (error.category === 'refused' || error.category === 'invalid-input')) {
    await markDraftMailDone(context.database, id, error.code);
    return 'ended';
  }
  const seconds = backOffSeconds(attempts, Math.random());
  await putDraftMailOff(context.database, id, { code: isOurs ? error.code : 'defect', seconds });
  return 'putOff';
}

function placeOf(id: string): { table: string; column: string; rowId: string } {
  return { table: 'draft_mail', column: 'sealed_address', rowId: id };
}
