import { z } from 'zod';
import type { Actor } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { readReceiptVersion } from '../../persistence/complaints/case-page.ts';
import type { Transaction } from '../../persistence/database.ts';
import type { CommittedRecord } from '../../persistence/records/act-batch.ts';
import { canonicalText } from '../../persistence/records/event-hash.ts';
import { readEvents } from '../../persistence/records/read-record.ts';
import { listClientUploads } from '../../persistence/documents/document-rows.ts';
import type { OperationContext } from '../context.ts';
import { takeFormOnce } from '../records/form-once.ts';
import type { CaseRequest } from './act-on-case.ts';
import { addEvidence } from './add-evidence.ts';
import { changeContact } from './change-contact.ts';
import type { Contact } from './change-contact.ts';
import { cureDefects } from './cure-defects.ts';
import { withdrawComplaint } from './withdraw-complaint.ts';

/** A case that was opened with the code of its receipt: which case, and which version of the code. */
export const ownCaseSchema = z.strictObject({ recordId: z.uuid(), version: z.int() });
export type OwnCase = z.infer<typeof ownCaseSchema>;

/** What the complainant does with the code of the receipt. */
export const ownActs = ['cureDefects', 'addEvidence', 'changeContact', 'withdrawComplaint'] as const;
export type OwnAct = (typeof ownActs)[number];

/** What was sent. `formId` is made by the page, so that a form sent twice is one act. `documentIds` wait as `waitingClient` says. */
export type OwnActRequest = { formId: string; text: string; documentIds?: readonly string[]; contact?: Contact };

/** The event of each act, by which its confirmation is found. */
export const ownEvents: Readonly<Record<OwnAct, string>> = {
  cureDefects: 'COMPLAINT_DEFECTS_CURED',
  addEvidence: 'EVIDENCE_ADDED',
  changeContact: 'CONTACT_CHANGED',
  withdrawComplaint: 'COMPLAINT_WITHDRAWN',
};

/** Under which name files wait that belong to an act on a case. A renewed code begins anew. */
export function waitingClient({ recordId, version }: OwnCase, act: OwnAct): string {
  return `receipt:${recordId}:${String(version)}:${act}`;
}

/**
 * An act of the complainant, who has proved to hold the code. The same form sent twice, even at the same moment, is one
 * act and gives the same answer; other content under its id is refused with FORM_ALREADY_USED and `seq` of the act that
 * was done, both for 30 days. Gives the sequence of the event that confirms it. Refuses RECEIPT_ENDED when the code was
 * renewed, INPUT_INVALID for a form without an id, and what the act refuses.
 */
export async function actOnOwnCase(
  context: OperationContext,
  own: OwnCase,
  act: OwnAct,
  request: OwnActRequest,
): Promise<Outcome<{ seq: number }>> {
  const { recordId, version } = own;
  const { formId } = request;
  if (!z.uuid().safeParse(formId).success) return refuse('INPUT_INVALID', { field: 'form' });
  const sender = waitingClient(own, act);
  const outcome = await acts[act](context, own, request, {
    complaintId: recordId,
    before: async (tx) => {
      if ((await readReceiptVersion(tx, recordId)) !== version) return refuse('RECEIPT_ENDED');
      const once = await takeFormOnce(tx, { sender, formId, recordId, content: wordsOf(context, request) });
      const isDone = !once.ok && once.refusal.code === 'ALREADY_DONE';
      return isDone && (await bringsFiles(tx, sender, request)) ? refuse('FORM_ALREADY_USED') : once;
    },
  });
  if (outcome.ok) return granted({ seq: confirmingSeq(outcome.value, recordId, act) });
  const { code } = outcome.refusal;
  const isUsed = code === 'FORM_ALREADY_USED';
  const isDone = code === 'ALREADY_DONE' || isWithdrawnTwice(act, request, code);
  const seq = isDone || isUsed ? await lastSeq(context, recordId, act) : undefined;
  if (seq === undefined) return outcome;
  return isUsed ? refuse(code, { seq }) : granted({ seq });
}

/** The words of a form, to tell a second click from others; contacts as a mark that only the house can make. */
function wordsOf({ keyRing }: OperationContext, { text, contact }: OwnActRequest): unknown {
  return { text, contact: contact ? keyRing.noteMark(canonicalText(contact)) : null };
}

/** Whether files wait that were not filed yet: those of the first click are filed, or were sent again with the second. */
async function bringsFiles(tx: Transaction, client: string, { documentIds = [] }: OwnActRequest): Promise<boolean> {
  const sent = await listClientUploads(tx, client);
  const filed = new Set(sent.filter(({ state }) => state === 'filed').map(({ sha256 }) => sha256));
  return sent.some(({ id, sha256 }) => documentIds.includes(id) && !filed.has(sha256));
}

const complainant: Actor = { kind: 'complainant' };

type Perform = (
  context: OperationContext,
  own: OwnCase,
  request: OwnActRequest,
  base: CaseRequest,
) => Promise<Outcome<readonly CommittedRecord[]>>;

const acts: Readonly<Record<OwnAct, Perform>> = {
  cureDefects: (context, own, { text, documentIds = [] }, base) =>
    cureDefects(context, complainant, {
      ...base,
      text,
      files: { ids: documentIds, client: waitingClient(own, 'cureDefects') },
    }),
  addEvidence: (context, own, { text, documentIds = [] }, base) =>
    addEvidence(context, complainant, {
      ...base,
      text,
      files: { ids: documentIds, client: waitingClient(own, 'addEvidence') },
    }),
  changeContact: (context, _own, { contact = { email: '', phone: '', address: '' } }, base) =>
    changeContact(context, complainant, { ...base, contact }),
  withdrawComplaint: (context, _own, { text }, base) => withdrawComplaint(context, complainant, { ...base, text }),
};

/** A second withdrawal without words asks for what is already so. */
function isWithdrawnTwice(act: OwnAct, { text }: OwnActRequest, code: string): boolean {
  return act === 'withdrawComplaint' && code === 'COMPLAINT_WITHDRAWN' && text.trim() === '';
}

function confirmingSeq(records: readonly CommittedRecord[], recordId: string, act: OwnAct): number {
  const events = records.find(({ id }) => id === recordId)?.events ?? [];
  const event = events.find(({ kind }) => kind === ownEvents[act]);
  if (!event) throw new TypeError('an act of the complainant without its event');
  return event.seq;
}

async function lastSeq(context: OperationContext, recordId: string, act: OwnAct): Promise<number | undefined> {
  const events = await readEvents(context.database, recordId);
  return events.findLast(({ kind }) => kind === ownEvents[act])?.seq;
}
