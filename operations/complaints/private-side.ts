import { z } from 'zod';
import { representedKinds } from '../../domain/complaints/complaint.ts';
import type { RepresentedKind } from '../../domain/complaints/complaint.ts';
import { openField } from '../../integrations/key-ring/sealed-field.ts';
import { openFilingDetail, openPrivateCase } from '../../persistence/complaints/private-rows.ts';
import { listRecordDocuments } from '../../persistence/documents/document-rows.ts';
import type { DocumentRow } from '../../persistence/documents/document-rows.ts';
import type { OperationContext } from '../context.ts';

/** A filed document as its owner sees it. */
export type PrivateDocument = {
  id: string;
  name: string;
  bytes: number;
  sha256: string;
  mediaType: string;
  purpose: DocumentRow['purpose'];
  scan: DocumentRow['scan'];
  hasUnreadablePicture: boolean;
};

/** The private side of a case, opened. Callers have proved that they may see it. */
export type PrivateSide = {
  name: string;
  contact: { email: string; phone: string; address: string };
  statement: string;
  demand: string;
  respondent: string;
  place: string;
  learnedOn: string | null;
  /** Whom a representative speaks for; empty for everybody else. */
  represented: { kind: RepresentedKind | ''; name: string };
  witnesses: string;
  /** Clock time of the day of learning; empty when it was not told. */
  learnedTime: string;
  /** The national sign-in gave the name, and a PIN with it. The PIN itself stays sealed. */
  isNameConfirmed: boolean;
  documents: readonly PrivateDocument[];
  salt: Buffer;
};

const contactSchema = z.strictObject({ email: z.string(), phone: z.string(), address: z.string() });

const detailSchema = z.strictObject({
  witnesses: z.string(),
  learnedTime: z.string(),
  representedKind: z.enum([...representedKinds, '']),
  nameConfirmedBy: z.enum(['', 'esi']),
  pin: z.string().nullable(),
});

const noDetail: z.infer<typeof detailSchema> = {
  witnesses: '',
  learnedTime: '',
  representedKind: '',
  nameConfirmedBy: '',
  pin: null,
};

/** Where the sealed details of a filing belong. */
export function detailPlace(rowId: string): { table: string; column: string; rowId: string } {
  return { table: 'filing_detail', column: 'sealed', rowId };
}

/** Opens the private rows and the names of the documents of a case; undefined when there is no such case. */
export async function openPrivateSide(context: OperationContext, recordId: string): Promise<PrivateSide | undefined> {
  const [row, detailRow, documents] = await Promise.all([
    openPrivateCase(context.database, recordId),
    openFilingDetail(context.database, recordId),
    listRecordDocuments(context.database, recordId),
  ]);
  if (!row) return undefined;
  const key = context.keyRing.unwrapKey(recordId, row.wrapped);
  const place = { table: 'complaint_statement', column: 'sealed_contact', rowId: recordId };
  const detail = detailRow
    ? detailSchema.parse(JSON.parse(openField(key, detailPlace(recordId), detailRow.sealed)))
    : noDetail;
  const { complainantName: name, statement, demand, respondent, learnedOn, salt } = row;
  return {
    name,
    contact: contactSchema.parse(JSON.parse(openField(key, place, row.sealedContact))),
    statement,
    demand,
    respondent,
    place: row.place,
    learnedOn,
    represented: { kind: detail.representedKind, name: detailRow?.representedName ?? '' },
    witnesses: detail.witnesses,
    learnedTime: detail.learnedTime,
    isNameConfirmed: detail.nameConfirmedBy === 'esi',
    documents: documents.map(({ id, bytes, sha256, mediaType, purpose, scan, hasUnreadablePicture, sealedName }) => ({
      id,
      name: openField(key, { table: 'document', column: 'sealed_name', rowId: id }, sealedName),
      bytes,
      sha256,
      mediaType,
      purpose,
      scan,
      hasUnreadablePicture,
    })),
    salt,
  };
}
