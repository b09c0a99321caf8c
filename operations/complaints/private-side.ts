import { z } from 'zod';
import { openField } from '../../integrations/key-ring/sealed-field.ts';
import { openPrivateCase } from '../../persistence/complaints/private-rows.ts';
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
  documents: readonly PrivateDocument[];
  salt: Buffer;
};

const contactSchema = z.strictObject({ email: z.string(), phone: z.string(), address: z.string() });

/** Opens the private rows and the names of the documents of a case; undefined when there is no such case. */
export async function openPrivateSide(context: OperationContext, recordId: string): Promise<PrivateSide | undefined> {
  const row = await openPrivateCase(context.database, recordId);
  if (!row) return undefined;
  const key = context.keyRing.unwrapKey(recordId, row.wrapped);
  const place = { table: 'complaint_statement', column: 'sealed_contact', rowId: recordId };
  const documents = await listRecordDocuments(context.database, recordId);
  const { complainantName: name, statement, demand, respondent, learnedOn, salt } = row;
  return {
    name,
    contact: contactSchema.parse(JSON.parse(openField(key, place, row.sealedContact))),
    statement,
    demand,
    respondent,
    place: row.place,
    learnedOn,
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
