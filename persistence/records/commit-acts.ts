import { can } from '../../domain/access/can.ts';
import { deriveDeadline } from '../../domain/law/counting/derive-deadline.ts';
import type { DerivedDeadline } from '../../domain/law/derivation.ts';
import type { LawPack } from '../../domain/law/law-pack.ts';
import { actorText } from '../../domain/people/role.ts';
import type { Actor, Commission } from '../../domain/people/role.ts';
import type {
  ActContext,
  ActRequest,
  DecidedEvent,
  NumberSeries,
  RecordState,
  Subject,
  TermChange,
} from '../../domain/records/subject.ts';
import { subjects } from '../../domain/records/subjects.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome, Refusal } from '../../domain/refusals.ts';
import type { CalendarDay } from '../../domain/time/calendar-day.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Database, Transaction } from '../database.ts';
import { writeAudit } from './audit.ts';
import { canonicalText, commitmentOf, eventHash, newSalt, noPrevious } from './event-hash.ts';
import { lockRecords } from './locked-record.ts';
import type { LockedRecord } from './locked-record.ts';
import { checkPayload } from './payload-schema.ts';
import { writeStatement } from './write-batch.ts';
import type { Batch, DeadlineRow } from './write-batch.ts';

/** Where and under which law a batch acts. All its records belong to one commission and one election. */
export type ActScope = {
  commission: Commission;
  electionId: string;
  pack: LawPack;
  votingDay: CalendarDay;
  members: readonly string[];
};

/** A batch of acts: one actor, one moment, one transaction. */
export type ActBatch = {
  scope: ActScope;
  actor: Actor;
  /** Legal time of the request's arrival, before any lock. */
  receivedAt: Instant;
  /** Real time of the same moment. */
  recordedAt: Instant;
  correlationId?: string;
  /** Ids of existing records to lock besides those the acts name. */
  lock?: readonly string[];
  /** The acts, or a function that plans them from the locked states. */
  acts: readonly ActRequest[] | ((states: ReadonlyMap<string, RecordState>) => Outcome<readonly ActRequest[]>);
  /** Runs first in the transaction; a refusal ends it. */
  before?: (tx: Transaction) => Promise<Outcome<unknown>>;
  /** Runs last in the transaction: private rows, documents, publication. */
  alongside?: (tx: Transaction, committed: readonly CommittedRecord[]) => Promise<void>;
};

/** A record as the batch leaves it, with the events it got. */
export type CommittedRecord = {
  id: string;
  subject: string;
  state: RecordState;
  version: number;
  events: readonly { seq: number; kind: string; payload: Record<string, unknown>; commitment: string; salt: string }[];
};

class RefusedInTransaction extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super('refused');
    this.refusal = refusal;
  }
}

/**
 * The one door for every change: locks the rows, asks the domain, appends events, updates projections, starts and ends
 * terms, writes audit and outbox, in one transaction. A refusal leaves nothing behind but its audit row.
 */
export async function commitActs(database: Database, batch: ActBatch): Promise<Outcome<readonly CommittedRecord[]>> {
  try {
    return granted(await database.transaction((tx) => commitIn(tx, batch)));
  } catch (error) {
    if (!(error instanceof RefusedInTransaction)) throw error;
    await recordRefusal(database, batch, error.refusal);
    return error.refusal;
  }
}

async function commitIn(tx: Transaction, batch: ActBatch): Promise<readonly CommittedRecord[]> {
  demand((await batch.before?.(tx)) ?? granted(undefined));
  const named = typeof batch.acts === 'function' ? [] : batch.acts.map((act) => act.recordId);
  const locked = await lockRecords(tx, [...named, ...(batch.lock ?? [])]);
  const states = new Map([...locked].map(([id, record]) => [id, record.state]));
  const acts = typeof batch.acts === 'function' ? demand(batch.acts(states)) : batch.acts;
  const work = new BatchWork(batch, locked);
  for (const act of acts) await work.perform(tx, act);
  await tx.query(writeStatement(work.batch));
  const committed = work.committed();
  await batch.alongside?.(tx, committed);
  return committed;
}

/** The batch while it is being worked out: records change in memory, and are written once. */
class BatchWork {
  readonly batch: Batch = {
    events: [],
    records: [],
    deadlines: [],
    outbox: [],
    audit: [],
    projections: new Map(),
  };
  readonly #request: ActBatch;
  readonly #records: Map<string, LockedRecord>;
  readonly #events = new Map<string, CommittedRecord['events'][number][]>();
  readonly #deadlines = new Map<string, DeadlineRow>();

  constructor(request: ActBatch, locked: Map<string, LockedRecord>) {
    this.#request = request;
    this.#records = new Map(locked);
  }

  async perform(tx: Transaction, act: ActRequest): Promise<void> {
    const subject = subjects[act.subject];
    const definition = subject?.acts[act.act];
    if (!subject || !definition) throw new TypeError(`no act ${act.subject}.${act.act}`);
    const record = this.#records.get(act.recordId);
    const status = record?.status ?? 'none';
    const { scope, actor } = this.#request;
    if (record && (record.commissionId !== scope.commission.id || record.subject !== act.subject)) {
      throw new RefusedInTransaction(refuse('NOT_FOUND'));
    }
    if (!can(actor, definition.access, scope.commission)) throw new RefusedInTransaction(refuse('NOT_ALLOWED'));
    if (act.expectedVersion !== undefined && act.expectedVersion !== record?.version) {
      throw new RefusedInTransaction(refuse('STALE_VERSION'));
    }
    const answer = subject.transitions[status]?.[act.act] ?? { refuse: 'NOT_FOUND' };
    if ('refuse' in answer) throw new RefusedInTransaction(refuse(answer.refuse));
    const context = this.#context();
    const number = definition.numbering
      ? await drawNumber(tx, definition.numbering(act.input as never, context))
      : undefined;
    const decided = demand(
      definition.decide(record?.state, act.input as never, {
        ...context,
        ...(number === undefined ? {} : { number }),
        related: (id) => this.#records.get(id)?.state,
      }),
    );
    for (const event of decided.events) this.#append(subject, act.recordId, event, answer.to);
    for (const change of decided.terms ?? []) this.#changeTerm(subject, act.recordId, change, answer.to);
    this.#settle(subject, act, decided.notices ?? []);
  }

  committed(): CommittedRecord[] {
    return [...this.#events.keys()].map((id) => {
      const record = this.#mustHave(id);
      const { subject, state, version } = record;
      return { id, subject, state, version, events: this.#events.get(id) ?? [] };
    });
  }

  #context(): Omit<ActContext, 'number' | 'related'> {
    const { scope, actor, receivedAt } = this.#request;
    const { commission, pack, votingDay, members } = scope;
    return { actor, receivedAt, commission, pack, votingDay, members };
  }

  #append(subject: Subject, id: string, decided: DecidedEvent, status: string): number {
    const kind = subject.events[decided.kind];
    if (!kind) throw new TypeError(`subject ${subject.name} has no event ${decided.kind}`);
    const { receivedAt, recordedAt, actor, scope } = this.#request;
    const before = this.#records.get(id);
    const payload = checkPayload(kind, decided.payload);
    const text = canonicalText(payload);
    const salt = newSalt();
    const commitment = commitmentOf(salt, text, decided.fileHashes ?? []);
    const prev = before?.headHash ?? noPrevious;
    const header = {
      recordId: id,
      seq: (before?.headSeq ?? 0) + 1,
      subject: subject.name,
      kind: decided.kind,
      schemaVersion: kind.version,
      status,
      legalAt: receivedAt,
      recordedAt,
      actor: actorText(actor),
    };
    const hash = eventHash(prev, header, commitment);
    const owner = { commissionId: scope.commission.id, electionId: scope.electionId, pack: scope.pack.id };
    const folded = { ...header, ...owner, payload };
    this.#records.set(id, {
      id,
      subject: subject.name,
      status,
      version: before?.version ?? 0,
      headSeq: header.seq,
      headHash: hash,
      ...owner,
      state: subject.apply(before?.state, folded),
    });
    this.batch.events.push({
      record_id: id,
      seq: header.seq,
      subject: subject.name,
      kind: decided.kind,
      schema_version: kind.version,
      status,
      legal_at: receivedAt,
      recorded_at: recordedAt,
      actor: header.actor,
      payload: text,
      commitment: commitment.toString('hex'),
      prev: Buffer.from(prev).toString('hex'),
      hash: hash.toString('hex'),
      salt: salt.toString('hex'),
    });
    const known = this.#events.get(id) ?? [];
    const { seq } = header;
    const shown = {
      seq,
      kind: decided.kind,
      payload,
      commitment: commitment.toString('hex'),
      salt: salt.toString('hex'),
    };
    this.#events.set(id, [...known, shown]);
    return header.seq;
  }

  #changeTerm(subject: Subject, id: string, change: TermChange, status: string): void {
    const { scope, receivedAt } = this.#request;
    if (change.change === 'start') {
      const { pack, votingDay } = scope;
      const question = { pack, ruleId: change.rule, baseAt: change.base, baseEvent: change.baseEvent, votingDay };
      const derived = deriveDeadline(question);
      const seq = this.#append(subject, id, { kind: 'TERM_STARTED', payload: startedPayload(derived) }, status);
      this.#deadlines.set(`${id} ${change.rule}`, deadlineRow(id, change.baseEvent, derived, seq));
      return;
    }
    const term = this.#records.get(id)?.state.terms[change.rule];
    if (!term) throw new TypeError(`no term ${change.rule} to ${change.change}`);
    const payload =
      change.change === 'miss'
        ? { rule: change.rule, due: term.due }
        : {
            rule: change.rule,
            late: term.due !== null && receivedAt >= term.due,
            corrects: term.state === 'missed' && term.due !== null && receivedAt < term.due,
          };
    this.#append(subject, id, { kind: change.change === 'miss' ? 'TERM_MISSED' : 'TERM_MET', payload }, status);
    const after = this.#mustHave(id).state.terms[change.rule];
    const row = this.#deadlines.get(`${id} ${change.rule}`) ?? endedRow(id, change.rule, scope.pack.id);
    this.#deadlines.set(`${id} ${change.rule}`, { ...row, state: after?.state ?? 'running', ended_at: receivedAt });
  }

  #settle(subject: Subject, act: ActRequest, notices: readonly string[]): void {
    const record = this.#mustHave(act.recordId);
    this.#records.set(act.recordId, { ...record, version: record.version + 1 });
    const { receivedAt, actor, correlationId } = this.#request;
    this.batch.audit.push({
      legal_at: receivedAt,
      actor: actorText(actor),
      action: `${subject.name}.${act.act}`,
      record_id: act.recordId,
      outcome: 'done',
      code: null,
      correlation_id: correlationId ?? null,
      details: {},
    });
    this.batch.outbox.push({ record_id: act.recordId, topic: 'wake', body: { subject: subject.name } });
    for (const notice of notices) {
      const body = { notice, seq: record.headSeq, legalAt: receivedAt };
      this.batch.outbox.push({ record_id: act.recordId, topic: 'notice', body });
    }
    this.#refreshRows();
  }

  #refreshRows(): void {
    const changed = [...this.#events.keys()].map((id) => this.#mustHave(id));
    this.batch.records = changed.map((record) => ({
      id: record.id,
      subject: record.subject,
      status: record.status,
      version: record.version,
      head_seq: record.headSeq,
      head_hash: record.headHash.toString('hex'),
      commission_id: record.commissionId,
      election_id: record.electionId,
      pack: record.pack,
      state: record.state,
    }));
    this.batch.deadlines = [...this.#deadlines.values()];
    this.batch.projections.clear();
    for (const record of changed) {
      const subject = subjects[record.subject];
      if (!subject) continue;
      const rows = this.batch.projections.get(subject.table) ?? [];
      this.batch.projections.set(subject.table, [...rows, subject.project(record.state)]);
    }
  }

  #mustHave(id: string): LockedRecord {
    const record = this.#records.get(id);
    if (!record) throw new TypeError(`record ${id} is not part of this batch`);
    return record;
  }
}

function demand<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new RefusedInTransaction(outcome);
  return outcome.value;
}

/** The last lock of the transaction: numbers come without gaps because a refused batch rolls the series back. */
async function drawNumber(tx: Transaction, series: NumberSeries): Promise<string> {
  const [row] = await tx.query<{ last: number }>({
    name: 'draw-number',
    text: `insert into number_series (commission_id, kind, year, last) values ($1, $2, $3, 1)
      on conflict (commission_id, kind, year) do update set last = number_series.last + 1 returning last`,
    values: [series.commissionId, series.kind, series.year],
  });
  return `${series.prefix}-${series.year}-${String(row?.last ?? 0).padStart(6, '0')}`;
}

function startedPayload(derived: DerivedDeadline): Record<string, unknown> {
  return {
    rule: derived.ruleId,
    base: derived.baseAt,
    ...(derived.dueAt === null ? {} : { due: derived.dueAt }),
    packId: derived.packId,
    packVersion: derived.packVersion,
    calendarVersion: derived.calendarVersion,
    derivation: derived,
  };
}

function deadlineRow(id: string, baseEvent: string, derived: DerivedDeadline, seq: number): DeadlineRow {
  return {
    record_id: id,
    rule: derived.ruleId,
    pack: derived.packId,
    pack_version: derived.packVersion,
    calendar_version: derived.calendarVersion,
    base_event: baseEvent,
    base_at: derived.baseAt,
    due_at: derived.dueAt,
    zone: derived.zone,
    derivation: derived,
    state: 'running',
    started_seq: seq,
    ended_at: null,
  };
}

/** A row that only ends a term: the upsert keeps what the starting act wrote. */
function endedRow(id: string, rule: string, pack: string): DeadlineRow {
  const unused = '1970-01-01T00:00:00.000000Z';
  return {
    record_id: id,
    rule,
    pack,
    pack_version: 0,
    calendar_version: '',
    base_event: '',
    base_at: unused,
    due_at: null,
    zone: '',
    derivation: {},
    state: 'running',
    started_seq: 0,
    ended_at: null,
  };
}

async function recordRefusal(database: Database, batch: ActBatch, { refusal }: Refusal): Promise<void> {
  const acts = typeof batch.acts === 'function' ? [] : batch.acts;
  const recordId = acts[0]?.recordId ?? batch.lock?.[0];
  await writeAudit(database, {
    legalAt: batch.receivedAt,
    actor: actorText(batch.actor),
    action: acts.map((act) => `${act.subject}.${act.act}`).join(' ') || 'planned',
    outcome: 'refused',
    code: refusal.code,
    ...(recordId === undefined ? {} : { recordId }),
    ...(batch.correlationId === undefined ? {} : { correlationId: batch.correlationId }),
  });
}
