import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import { complaintTransitions } from '../../domain/complaints/transitions.ts';
import type { LawPack } from '../../domain/law/law-pack.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome, RefusalCode } from '../../domain/refusals.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { listDeadlineRows, readReceiptVersion } from '../../persistence/complaints/case-page.ts';
import type { DeadlineRow } from '../../persistence/complaints/case-page.ts';
import { writeAudit } from '../../persistence/records/audit.ts';
import { readEvents, readRecordState } from '../../persistence/records/read-record.ts';
import type { OperationContext } from '../context.ts';
import { recordKeyOf } from './act-on-case.ts';
import { ownActs, ownEvents } from './act-on-own-case.ts';
import type { OwnAct, OwnCase } from './act-on-own-case.ts';
import { readPapers } from './paper.ts';
import type { OpenedPaper } from './paper.ts';
import { openPrivateSide } from './private-side.ts';
import type { PrivateSide } from './private-side.ts';

/** What the holder of the code sees of the case, and which acts are open; `refusals` says why an act is not. */
export type OpenedOwnCase = {
  complaint: ComplaintState;
  side: PrivateSide;
  papers: readonly OpenedPaper[];
  deadlines: readonly DeadlineRow[];
  refusals: Readonly<Record<OwnAct, RefusalCode | null>>;
  /** What the complainant did with the code, the oldest first. */
  received: readonly ReceivedFromParty[];
  pack: LawPack;
  now: Instant;
};

/** What came from the complainant after filing: the exact instant and the SHA-256 of words and files, hex. */
export type ReceivedFromParty = {
  seq: number;
  act: OwnAct;
  at: Instant;
  paperHash: string | null;
  fileHashes: readonly string[];
};

/** Opens the case for who holds the code; the look is in the audit first. Refuses RECEIPT_ENDED when the code was renewed. */
export async function readOwnCase(
  context: OperationContext,
  { recordId, version }: OwnCase,
): Promise<Outcome<OpenedOwnCase>> {
  const { database } = context;
  const { legal: now } = await context.clock();
  const isValid = (await readReceiptVersion(database, recordId)) === version;
  await writeAudit(database, {
    legalAt: now,
    actor: 'complainant',
    action: 'complaint.readOwnCase',
    recordId,
    outcome: isValid ? 'read' : 'refused',
    ...(isValid ? {} : { code: 'RECEIPT_ENDED' }),
    ...(context.correlationId === undefined ? {} : { correlationId: context.correlationId }),
  });
  if (!isValid) return refuse('RECEIPT_ENDED');
  const known = await readRecordState<ComplaintState>(database, recordId, 'complaint');
  const side = await openPrivateSide(context, recordId);
  const pack = known && context.packs.get(known.state.pack);
  if (!known || !side || !pack) throw new TypeError('a complaint without state, private row or law');
  const recordKey = await recordKeyOf(context, database, recordId);
  return granted({
    complaint: known.state,
    side,
    papers: await readPapers(context, { recordId, recordKey }, 'party'),
    deadlines: await listDeadlineRows(database, recordId),
    refusals: refusalsOf(known.state),
    received: await receivedFrom(context, recordId),
    pack,
    now,
  });
}

function refusalsOf({ status, joined }: ComplaintState): OpenedOwnCase['refusals'] {
  const answers = ownActs.map((act): [OwnAct, RefusalCode | null] => {
    const answer = complaintTransitions[status][act];
    if ('refuse' in answer) return [act, answer.refuse];
    return [act, act === 'withdrawComplaint' && joined.length > 0 ? 'COMPLAINT_LEADS_OTHERS' : null];
  });
  return Object.fromEntries(answers) as OpenedOwnCase['refusals'];
}

async function receivedFrom(context: OperationContext, recordId: string): Promise<ReceivedFromParty[]> {
  const events = await readEvents(context.database, recordId);
  return events.flatMap(({ seq, kind, actor, legalAt, payload }) => {
    const act = ownActs.find((each) => ownEvents[each] === kind);
    if (act === undefined || actor !== 'complainant') return [];
    const { paperHash = null, fileHashes = [] } = JSON.parse(payload) as {
      paperHash?: string;
      fileHashes?: readonly string[];
    };
    return [{ seq, act, at: legalAt, paperHash, fileHashes }];
  });
}
