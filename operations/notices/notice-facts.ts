import type { UnexaminedGround } from '../../domain/complaints/complaint.ts';
import type { Language } from '../../domain/language.ts';
import type { LawPack } from '../../domain/law/law-pack.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { listDeadlineRows, readComplaintRow } from '../../persistence/complaints/case-page.ts';
import type { WaitingNotice } from '../../persistence/records/outbox.ts';
import { readEvents } from '../../persistence/records/read-record.ts';
import { appealOf } from '../complaints/read-complaint.ts';
import type { Appeal } from '../complaints/read-complaint.ts';
import { complaintPath, publicComplaint } from '../complaints/public-complaint.ts';
import type { PublicCommission } from '../complaints/public-complaint.ts';
import { packOfVersion } from '../law/find-pack.ts';
import type { OperationContext } from '../context.ts';

/** What a notice tells of, as it was at the act: later acts change nothing in it. */
export type NoticeFacts = {
  number: string;
  commission: PublicCommission;
  language: Language;
  receivedAt: Instant;
  pack: LawPack;
  /** Path of the case page below the language. */
  path: string;
  /** Exclusive end of the term to decide; null when the decision is due at once. */
  decideDueAt: Instant | null;
  decidedAt: Instant | null;
  ground: UnexaminedGround | null;
  sittingAt: Instant | null;
  decisionNumber: string | null;
  overdueSince: Instant | null;
  /** Exclusive end of the term to cure defects. */
  cureDueAt: Instant | null;
  /** Of the event that the notice tells of, for what only one kind of notice says. */
  payload: Readonly<Record<string, unknown>>;
  /** Terms that the last change of the law moved, with both ends; null is *at once*. */
  rederived: readonly { rule: string; from: Instant | null; to: Instant | null }[];
  appeal: Appeal | null;
};

type Payload = Record<string, unknown>;

/** Reads a case up to the event a notice tells of. Undefined when the record is gone. */
export async function readNoticeFacts(
  context: OperationContext,
  { recordId, seq }: Pick<WaitingNotice, 'recordId' | 'seq'>,
): Promise<NoticeFacts | undefined> {
  const row = await readComplaintRow(context.database, recordId);
  if (!row) return undefined;
  const pack = await packOfVersion(context, row.pack, row.packVersion);
  const events = (await readEvents(context.database, recordId)).filter((event) => event.seq <= seq);
  const last = (kind: string): { payload: Payload; at: Instant } | undefined => {
    const event = events.findLast((each) => each.kind === kind);
    return event && { payload: JSON.parse(event.payload) as Payload, at: event.legalAt };
  };
  const terms = await listDeadlineRows(context.database, recordId);
  const started = new Set(events.filter(({ kind }) => kind === 'TERM_STARTED').map(({ seq: at }) => at));
  const deadline = terms.findLast(({ rule, startedSeq }) => rule === row.decideRule && started.has(startedSeq));
  const cure = terms.findLast(({ rule, startedSeq }) => rule === 'complaint_cure' && started.has(startedSeq));
  const left = last('COMPLAINT_LEFT_UNEXAMINED');
  const decided = last('COMPLAINT_DECIDED');
  const overdue = last('COMPLAINT_DECISION_OVERDUE');
  const ground = left ? (left.payload['ground'] as UnexaminedGround) : null;
  const decidedAt = decided?.at ?? left?.at ?? null;
  const complaint = publicComplaint(row);
  return {
    number: row.number,
    commission: complaint.commission,
    language: (last('COMPLAINT_FILED')?.payload['language'] ?? 'ky') as Language,
    receivedAt: row.receivedAt,
    pack,
    path: complaintPath(complaint),
    decideDueAt: deadline?.dueAt ?? null,
    decidedAt,
    ground,
    sittingAt: (last('COMPLAINT_PLACED_ON_AGENDA')?.payload['startsAt'] ?? null) as Instant | null,
    decisionNumber: (decided?.payload['decisionNumber'] ?? null) as string | null,
    overdueSince: (overdue?.payload['due'] ?? null) as Instant | null,
    cureDueAt: cure?.dueAt ?? null,
    payload: payloadOfNotice(events),
    rederived: rederivedTerms(events),
    appeal: appealOf({ ...complaint, decidedAt, ground, inactionAt: overdue?.at ?? null }, pack),
  };
}

/** What the act wrote that owes the notice: the last event that is not of a term. */
function payloadOfNotice(events: readonly { kind: string; payload: string }[]): Payload {
  const own = events.findLast(({ kind }) => !kind.startsWith('TERM_') || kind === 'TERM_CHANGE_ORDERED');
  return own ? (JSON.parse(own.payload) as Payload) : {};
}

function rederivedTerms(events: readonly { seq: number; kind: string; payload: string }[]): NoticeFacts['rederived'] {
  const since = events.findLast(({ kind }) => kind === 'PACK_ADOPTED')?.seq ?? Infinity;
  return events
    .filter(({ kind, seq }) => kind === 'TERM_REDERIVED' && seq > since)
    .map(({ payload }) => {
      const { rule, from = null, to = null } = JSON.parse(payload) as { rule: string; from?: Instant; to?: Instant };
      return { rule, from, to };
    });
}
