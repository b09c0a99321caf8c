import type { Language } from '../../domain/language.ts';
import type { LawPack } from '../../domain/law/law-pack.ts';
import type { FilingWarning } from '../../domain/complaints/complaint.ts';
import { isEmail } from '../../domain/complaints/filing.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { listDeadlineRows, readComplaintRow, readReceiptVersion } from '../../persistence/complaints/case-page.ts';
import type { DeadlineRow } from '../../persistence/complaints/case-page.ts';
import { listElectionRows } from '../../persistence/people/read-people.ts';
import { readEvents } from '../../persistence/records/read-record.ts';
import type { OperationContext } from '../context.ts';
import { packOfVersion } from '../law/find-pack.ts';
import { readDraft } from './draft.ts';
import { openPrivateSide } from './private-side.ts';
import type { PrivateDocument } from './private-side.ts';
import { complaintPath, publicComplaint } from './public-complaint.ts';
import type { PublicComplaint } from './public-complaint.ts';

/** The proof that a complaint was received. Only its holder sees it; the code opens the private details of the case. */
export type Receipt = {
  recordId: string;
  number: string;
  complaint: PublicComplaint;
  electionName: Record<Language, string>;
  language: Language;
  /** Path of the case page below the language. */
  path: string;
  code: string;
  /** SHA-256 over salt, payload and every file hash: the whole filing. Hex, as is the salt. */
  commitment: string;
  salt: string;
  /** The statement as filed comes first. */
  documents: readonly PrivateDocument[];
  deadline: DeadlineRow;
  warnings: readonly FilingWarning[];
  /** When a submit of the same draft was refused before; null when none was. */
  firstAttemptAt: Instant | null;
  hasEmail: boolean;
  /** When a clerk entered it, where it came on paper, by mail or orally. */
  enteredAt: Instant | null;
  pack: LawPack;
};

type FiledPayload = {
  language: Language;
  warnings: FilingWarning[];
  firstAttemptAt?: Instant;
  statementHash: string;
  fileHashes: string[];
};

/** The receipt of a filed draft, for the browser that holds its token. Refuses DRAFT_UNKNOWN, also before filing. */
export async function readReceiptOfDraft(context: OperationContext, token: string): Promise<Outcome<Receipt>> {
  const draft = await readDraft(context, token);
  if (!draft.ok) return draft;
  const { recordId } = draft.value;
  return recordId === null ? refuse('DRAFT_UNKNOWN') : readReceipt(context, recordId);
}

/** The receipt of a record. The caller has proved to be the one who filed it. Refuses NOT_FOUND. */
export async function readReceipt(context: OperationContext, recordId: string): Promise<Outcome<Receipt>> {
  const { database, keyRing } = context;
  const row = await readComplaintRow(database, recordId);
  const version = await readReceiptVersion(database, recordId);
  const side = await openPrivateSide(context, recordId);
  if (!row || !side || version === undefined) return refuse('NOT_FOUND');
  const [[filed], deadlines, elections] = await Promise.all([
    readEvents(database, recordId),
    listDeadlineRows(database, recordId),
    listElectionRows(database),
  ]);
  const deadline = deadlines.find(({ rule }) => rule === row.decideRule);
  const pack = await packOfVersion(context, row.pack, row.packVersion);
  const election = elections.find(({ key }) => key === row.electionKey);
  if (!filed || !deadline || !election) throw new TypeError('a filed complaint without event, term or law');
  const payload = JSON.parse(filed.payload) as FiledPayload;
  const received = new Set([payload.statementHash, ...payload.fileHashes]);
  const complaint = publicComplaint(row);
  return granted({
    recordId,
    number: row.number,
    complaint,
    electionName: { ky: election.nameKy, ru: election.nameRu, en: election.nameEn },
    language: payload.language,
    path: complaintPath(complaint),
    code: keyRing.receiptCode(recordId, version),
    commitment: filed.commitment.toString('hex'),
    salt: side.salt.toString('hex'),
    documents: side.documents.filter(({ sha256 }) => received.has(sha256)),
    deadline,
    warnings: payload.warnings,
    enteredAt: row.enteredAt,
    firstAttemptAt: payload.firstAttemptAt ?? null,
    hasEmail: isEmail(side.contact.email),
    pack,
  });
}

/** What the QR holds: enough to prove the filing, nothing that opens it. */
export function receiptProof({ number, commitment, salt }: Pick<Receipt, 'number' | 'commitment' | 'salt'>): string {
  return JSON.stringify({ number, commitment, salt });
}
