import type { ComplaintAct } from '../../domain/complaints/transitions.ts';
import type { DocumentPurpose } from '../../domain/documents/document-purpose.ts';
import { actorText } from '../../domain/people/role.ts';
import type { Actor } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { ActRequest } from '../../domain/records/subject.ts';
import type { Transaction } from '../../persistence/database.ts';
import { openPrivateCase } from '../../persistence/complaints/private-rows.ts';
import { listClientUploads, readLastPosition } from '../../persistence/documents/document-rows.ts';
import type { DocumentRow } from '../../persistence/documents/document-rows.ts';
import type { CommittedRecord } from '../../persistence/records/act-batch.ts';
import type { OperationContext } from '../context.ts';
import { fileDocuments, lockForFiling } from '../documents/file-documents.ts';
import { actOnRecords } from '../records/act-on-record.ts';
import { takeFormOnce } from '../records/form-once.ts';
import { writePaper } from './paper.ts';
import type { PreparedPaper } from './paper.ts';

/**
 * What every act on a case may be asked with. `expectedVersion` refuses a page that has grown old; `formId` is the id of the
 * page that asks, so that two clicks are one act; `before` runs first in the transaction, and its refusal ends it.
 */
export type CaseRequest = {
  complaintId: string;
  expectedVersion?: number;
  formId?: string;
  before?: (tx: Transaction) => Promise<Outcome<unknown>>;
};

/** What a form of the desk asks with: always the version and the id of its page. */
export type CaseFormRequest = Required<Omit<CaseRequest, 'before'>>;

/** Staged documents that come with an act, who staged them, and what they are for. */
export type CaseFiles = { ids: readonly string[]; client: string; purpose: DocumentPurpose };

/** An act on a case with what belongs to it. The hashes of paper and files go into the input by themselves. */
export type ActOnCase = CaseRequest & {
  act: ComplaintAct;
  input?: Record<string, unknown>;
  paper?: PreparedPaper;
  files?: CaseFiles;
  /** Acts on other records in the same transaction, after this one. */
  also?: readonly ActRequest[];
  /** Records of other commissions among them. */
  otherCommissions?: readonly string[];
  /** Records that the acts look at. */
  lock?: readonly string[];
  alongside?: (tx: Transaction, recordKey: Buffer) => Promise<void>;
  /** What was said besides input and paper, to tell a second click from other words. */
  said?: unknown;
};

/**
 * Acts on a complaint with a paper and files: all of it is there when this resolves, or nothing. Refuses as the table and
 * the act say, DOCUMENT_UNKNOWN when a named document is not staged by the same client, ALREADY_DONE for a second click and
 * FORM_ALREADY_USED for other words on a page that was sent.
 */
export async function actOnCase(
  context: OperationContext,
  actor: Actor,
  request: ActOnCase,
): Promise<Outcome<readonly CommittedRecord[]>> {
  const { complaintId, expectedVersion, act, paper, files, also = [] } = request;
  const at = await context.clock();
  const found: DocumentRow[] = [];
  const hasFiles = files !== undefined && files.ids.length > 0;
  const alongside = async (tx: Transaction): Promise<void> => {
    const recordKey = await recordKeyOf(context, tx, complaintId);
    if (paper) await writePaper(tx, paper, { recordId: complaintId, recordKey, actor, at: at.legal });
    if (files) {
      const after = await readLastPosition(tx, complaintId);
      const record = { recordId: complaintId, recordKey, filedAt: at.legal, after, purpose: files.purpose };
      await fileDocuments(context, tx, found, record);
    }
    await request.alongside?.(tx, recordKey);
  };
  return actOnRecords(context, {
    actor,
    anchor: complaintId,
    called: `complaint.${act}`,
    at,
    lock: [complaintId, ...also.map(({ recordId }) => recordId), ...(request.lock ?? [])],
    ...(request.otherCommissions === undefined ? {} : { otherCommissions: request.otherCommissions }),
    before: async (tx) => {
      const ready = await request.before?.(tx);
      if (ready?.ok === false) return ready;
      const once = await takeOnce(tx, actor, request);
      if (!once.ok) return once;
      if (files) found.push(...(await lockForFiling(tx, files.ids, { client: files.client })));
      return found.length === (files?.ids.length ?? 0) ? granted(undefined) : refuse('DOCUMENT_UNKNOWN');
    },
    acts: () => {
      const input = {
        ...request.input,
        ...(paper === undefined ? {} : { paperHash: paper.hash }),
        ...(files === undefined ? {} : { fileHashes: found.map(({ sha256 }) => sha256) }),
      };
      const own: ActRequest = {
        subject: 'complaint',
        act,
        recordId: complaintId,
        input,
        ...(expectedVersion === undefined ? {} : { expectedVersion }),
      };
      return granted([own, ...also]);
    },
    ...(paper || hasFiles || request.alongside ? { alongside } : {}),
  });
}

async function takeOnce(tx: Transaction, actor: Actor, request: ActOnCase): Promise<Outcome<unknown>> {
  const { formId, complaintId, act, input = {}, paper, files } = request;
  if (formId === undefined) return granted(undefined);
  const words = paper === undefined ? null : { ...paper.body, nonce: '', about: '' };
  const told = Object.entries(input).filter(([name]) => name !== drawnId[act]);
  const sent = files === undefined ? [] : await listClientUploads(tx, files.client);
  const hashes = sent.filter(({ id }) => files?.ids.includes(id)).map(({ sha256 }) => sha256);
  const content = {
    act,
    input: Object.fromEntries(told),
    words,
    files: [...new Set(hashes)].toSorted(),
    said: request.said ?? null,
  };
  return takeFormOnce(tx, { sender: actorText(actor), formId, recordId: complaintId, content });
}

/** Ids that an operation draws anew at each call. */
const drawnId: Partial<Record<ComplaintAct, string>> = {
  sendRequest: 'requestId',
  askRegistry: 'requestId',
  appointHearing: 'hearingId',
  recordAppeal: 'appealId',
};

/** The key under which everything private of a case lies. A case without one is a defect. */
export async function recordKeyOf(context: OperationContext, tx: Transaction, complaintId: string): Promise<Buffer> {
  const row = await openPrivateCase(tx, complaintId);
  if (!row) throw new TypeError('a complaint without its private row');
  return context.keyRing.unwrapKey(complaintId, row.wrapped);
}
