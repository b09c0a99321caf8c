import { documentPurposes } from '../../domain/documents/document-purpose.ts';
import { termStates } from '../../domain/records/subject.ts';
import { z } from 'zod';
import {
  complaintKinds,
  complaintStatuses,
  filingWarnings,
  outcomes,
  respondentKinds,
  unexaminedGrounds,
} from '../../domain/complaints/complaint.ts';
import { commissionKinds } from '../../domain/people/role.ts';
import { stagedPurposes } from '../../operations/documents/stage-document.ts';
import type { PublicEvent } from '../../operations/complaints/list-complaint-events.ts';
import type { PublicComplaint } from '../../operations/complaints/public-complaint.ts';
import type { Receipt } from '../../operations/complaints/read-receipt.ts';

/** A moment as the API writes it. */
export const moment = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
  .meta({ id: 'Instant', description: 'A moment in UTC with microseconds', examples: ['2027-01-11T04:00:00.000000Z'] });
const hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({
    id: 'Hash',
    description: 'SHA-256 in hex',
    examples: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
  });
const names = z.strictObject({ ky: z.string(), ru: z.string(), en: z.string() });

export const commissionJson = z.strictObject({ key: z.string(), kind: z.enum(commissionKinds), name: names }).meta({
  id: 'Commission',
  examples: [
    {
      key: 'cec',
      kind: 'cec',
      name: {
        ky: 'Борбордук шайлоо комиссиясы',
        ru: 'Центральная избирательная комиссия',
        en: 'Central Election Commission',
      },
    },
  ],
});

export const complaintJson = z
  .strictObject({
    number: z.string(),
    commission: commissionJson,
    election: z.string(),
    status: z.enum(complaintStatuses),
    kind: z.enum(complaintKinds),
    territory: z.string().nullable(),
    precinct: z.string().nullable(),
    fileCount: z.int(),
    receivedAt: moment,
    registeredAt: moment.nullable(),
    admittedAt: moment.nullable(),
    decidedAt: moment.nullable(),
    publishedAt: moment.nullable(),
    term: z.strictObject({
      rule: z.string().nullable(),
      dueAt: moment.nullable().meta({ description: 'Exclusive end; null for a decision that is due at once' }),
      state: z.enum(termStates).nullable(),
      overdueSince: moment.nullable(),
    }),
    ground: z.enum(unexaminedGrounds).nullable(),
    outcome: z.enum(outcomes).nullable(),
    respondentKind: z
      .enum(respondentKinds)
      .nullable()
      .meta({ description: 'Against whom, by kind; null until the decision is published' }),
    decision: z
      .strictObject({ number: z.string(), title: z.string(), language: z.enum(['ky', 'ru', 'en']) })
      .nullable(),
  })
  .meta({
    id: 'Complaint',
    description: 'A complaint as everybody may see it; names and texts of persons are never here',
  });
export type ComplaintJson = z.infer<typeof complaintJson>;

export const complaintListJson = z
  .strictObject({
    items: z.array(complaintJson),
    count: z.int().meta({ description: 'How many the selection has, counted to 1,000' }),
    isMore: z.boolean().meta({ description: 'Whether it has more than were counted' }),
    next: z.string().nullable().meta({ description: 'Cursor of the next page, for `after`' }),
  })
  .meta({ id: 'ComplaintList' });

export const eventJson = z
  .strictObject({
    seq: z.int(),
    kind: z.string(),
    status: z.string(),
    legalAt: moment,
    recordedAt: moment,
    actor: z.enum(['person', 'system', 'complainant']),
    payload: z.record(z.string(), z.json()),
    commitment: hash,
    prev: hash,
    hash,
  })
  .meta({ id: 'Event' });

export const eventListJson = z
  .strictObject({ number: z.string(), commission: z.string(), items: z.array(eventJson) })
  .meta({
    id: 'EventList',
    description: 'Public fields only. Events without any are left out, so `seq` can have gaps',
  });

export const documentJson = z
  .strictObject({
    id: z.uuid(),
    bytes: z.int(),
    sha256: hash,
    mediaType: z.string().meta({ description: 'By the content; `application/octet-stream` when nobody recognised it' }),
    purpose: z.enum(stagedPurposes),
  })
  .meta({ id: 'StagedDocument' });

export const uploadJson = z
  .strictObject({
    id: z.uuid(),
    length: z.int(),
    received: z.int(),
    expiresAt: z.iso.datetime().meta({ description: 'After this the upload is let go; real time' }),
    document: documentJson.nullable().meta({ description: 'There once every byte is; name it in a filing' }),
  })
  .meta({ id: 'Upload' });

export const receiptJson = z
  .strictObject({
    number: z.string(),
    commission: z.string(),
    receivedAt: moment,
    receiptCode: z.string().meta({ description: 'Opens the private part of the case; keep it secret' }),
    commitment: hash.meta({ description: 'SHA-256(salt, payload of the first event, file hashes)' }),
    salt: hash,
    documents: z.array(
      z.strictObject({
        purpose: z.enum(documentPurposes),
        bytes: z.int(),
        sha256: hash,
        mediaType: z.string(),
      }),
    ),
    term: z.strictObject({ rule: z.string(), baseAt: moment, dueAt: moment.nullable() }),
    warnings: z.array(z.enum(filingWarnings)),
    page: z.string(),
  })
  .meta({ id: 'Receipt' });
export type ReceiptJson = z.infer<typeof receiptJson>;

/** The JSON of a complaint. */
export function toComplaintJson(complaint: PublicComplaint): ComplaintJson {
  const { decisionNumber, decisionTitle, decisionLanguage, commission, electionKey } = complaint;
  const decision = decisionNumber !== null && decisionTitle !== null && decisionLanguage !== null;
  return {
    number: complaint.number,
    commission: { ...commission },
    election: electionKey,
    status: complaint.status,
    kind: complaint.kind,
    territory: complaint.territory,
    precinct: complaint.precinct,
    fileCount: complaint.fileCount,
    receivedAt: complaint.receivedAt,
    registeredAt: complaint.registeredAt,
    admittedAt: complaint.admittedAt,
    decidedAt: complaint.decidedAt,
    publishedAt: complaint.publishedAt,
    term: {
      rule: complaint.decideRule,
      dueAt: complaint.decideDueAt,
      state: complaint.decideState,
      overdueSince: complaint.inactionAt,
    },
    ground: complaint.ground,
    outcome: complaint.outcome,
    respondentKind: complaint.respondentKind,
    decision: decision ? { number: decisionNumber, title: decisionTitle, language: decisionLanguage } : null,
  };
}

/** The JSON of an event. */
export function toEventJson(event: PublicEvent): z.infer<typeof eventJson> {
  return { ...event, payload: event.payload as Record<string, z.core.util.JSONType> };
}

/** The JSON of a receipt; file names are left out, the program knows them. */
export function toReceiptJson(receipt: Receipt, publicUrl: string): ReceiptJson {
  const { deadline, complaint } = receipt;
  return {
    number: receipt.number,
    commission: complaint.commission.key,
    receivedAt: complaint.receivedAt,
    receiptCode: receipt.code,
    commitment: receipt.commitment,
    salt: receipt.salt,
    documents: receipt.documents.map(({ purpose, bytes, sha256, mediaType }) => ({
      purpose,
      bytes,
      sha256,
      mediaType,
    })),
    term: { rule: deadline.rule, baseAt: deadline.baseAt, dueAt: deadline.dueAt },
    warnings: [...receipt.warnings],
    page: `${publicUrl}/${receipt.language}${receipt.path}`,
  };
}
