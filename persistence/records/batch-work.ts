import { can } from '../../domain/access/can.ts';
import { deriveDeadline } from '../../domain/law/counting/derive-deadline.ts';
import type { LawPack } from '../../domain/law/law-pack.ts';
import { actsInStead } from '../../domain/access/standing-in.ts';
import { actorText } from '../../domain/people/role.ts';
import type { ActContext, ActRequest, DecidedEvent, Subject, TermChange } from '../../domain/records/subject.ts';
import { subjects } from '../../domain/records/subjects.ts';
import { refuse } from '../../domain/refusals.ts';
import type { Transaction } from '../database.ts';
import type { ActBatch, ActScope, ActSetting, CommittedRecord } from './act-batch.ts';
import { drawNumber } from './draw-number.ts';
import { chainEvent } from './chain-event.ts';
import { noPrevious } from './event-hash.ts';
import type { LockedRecord } from './locked-record.ts';
import { checkPayload } from './payload-schema.ts';
import { demand, RefusedInTransaction } from './refused-in-transaction.ts';
import { projectedRows } from './projected-rows.ts';
import { changedEvent, changedRow, deadlineRow, startedPayload } from './term-rows.ts';
import type { Batch, ChangedTermRow } from './write-batch.ts';

/** The batch while it is being worked out: records change in memory, and are written once. */
export class BatchWork {
  readonly batch: Batch = {
    events: [],
    records: [],
    startedTerms: [],
    changedTerms: [],
    outbox: [],
    followed: [],
    audit: [],
    projections: new Map(),
  };
  readonly #request: ActSetting & Pick<ActBatch, 'actor' | 'correlationId'>;
  readonly #records: Map<string, LockedRecord>;
  /** The records as they stood before the batch. */
  readonly #standing: ReadonlyMap<string, LockedRecord>;
  readonly #events = new Map<string, CommittedRecord['events'][number][]>();

  /** For whom the present act is done, where a deputy does it. */
  #actingFor: { actingFor?: string } = {};

  constructor(request: ActSetting & Pick<ActBatch, 'actor' | 'correlationId'>, locked: Map<string, LockedRecord>) {
    this.#request = request;
    this.#records = new Map(locked);
    this.#standing = locked;
  }

  async perform(tx: Transaction, act: ActRequest): Promise<void> {
    const subject = subjects[act.subject];
    const definition = subject?.acts[act.act];
    if (!subject || !definition) throw new TypeError(`no act ${act.subject}.${act.act}`);
    const record = this.#records.get(act.recordId);
    const status = record?.status ?? 'none';
    const { actor } = this.#request;
    const scope = this.#scopeOf(record);
    if (record && (scope === undefined || record.subject !== act.subject)) {
      throw new RefusedInTransaction(refuse('NOT_FOUND'));
    }
    if (scope === undefined || !can(actor, definition.access, scope.commission))
      throw new RefusedInTransaction(refuse('NOT_ALLOWED'));
    if (act.expectedVersion !== undefined && act.expectedVersion !== record?.version) {
      throw new RefusedInTransaction(refuse('STALE_VERSION'));
    }
    const answer = subject.transitions[status]?.[act.act] ?? { refuse: 'NOT_FOUND' };
    if ('refuse' in answer) throw new RefusedInTransaction(refuse(answer.refuse));
    const law = await lawOf(tx, scope, record);
    const context = this.#context(scope, law);
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
    const actingFor = decided.actingFor ?? actsInStead(actor, definition.access, scope.commission);
    this.#actingFor = actingFor === null ? {} : { actingFor };
    for (const event of decided.events) this.#append(subject, act.recordId, event, answer.to);
    for (const change of decided.terms ?? []) this.#changeTerm(subject, act.recordId, change, answer.to, law);
    this.#settle(subject, act, decided.notices ?? []);
  }

  committed(): CommittedRecord[] {
    return [...this.#events.keys()].map((id) => {
      const record = this.#mustHave(id);
      const { subject, state, version } = record;
      return { id, subject, state, version, events: this.#events.get(id) ?? [] };
    });
  }

  /** The scope of the record's own commission; a new record belongs to the first one. */
  #scopeOf(record: LockedRecord | undefined): ActScope | undefined {
    const { scope, otherScopes = [] } = this.#request;
    if (!record) return scope;
    return [scope, ...otherScopes].find(({ commission }) => commission.id === record.commissionId);
  }

  #context(scope: ActScope, pack: LawPack): Omit<ActContext, 'number' | 'related'> {
    const { actor, receivedAt } = this.#request;
    const { commission, members, lawyers } = scope;
    return { actor, receivedAt, commission, pack, votingDay: pack.votingDay, members, lawyers };
  }

  #append(subject: Subject, id: string, decided: DecidedEvent, status: string): number {
    const kind = subject.events[decided.kind];
    if (!kind) throw new TypeError(`subject ${subject.name} has no event ${decided.kind}`);
    const { receivedAt, recordedAt, actor } = this.#request;
    const before = this.#records.get(id);
    const scope = this.#mustHaveScope(before);
    const payload = checkPayload(kind, decided.payload);
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
      ...this.#actingFor,
    };
    const chained = chainEvent(before?.headHash ?? noPrevious, header, payload);
    const owner = { commissionId: scope.commission.id, electionId: scope.electionId, pack: scope.pack.id };
    this.#records.set(id, {
      id,
      subject: subject.name,
      status,
      version: before?.version ?? 0,
      headSeq: header.seq,
      headHash: chained.hash,
      ...owner,
      state: subject.apply(before?.state, { ...header, ...owner, payload }),
    });
    const { commitment, salt } = chained.row;
    this.batch.events.push(chained.row);
    if (subject.isFollowed?.(decided.kind) === true) this.batch.followed.push({ record_id: id, seq: header.seq });
    const known = this.#events.get(id) ?? [];
    this.#events.set(id, [...known, { seq: header.seq, kind: decided.kind, payload, commitment, salt }]);
    return header.seq;
  }

  #changeTerm(subject: Subject, id: string, change: TermChange, status: string, pack: LawPack): void {
    if (change.change === 'start') return this.#startTerm(subject, id, change, status, pack);
    const term = this.#mustHave(id).state.terms[change.term];
    if (!term) throw new TypeError(`no term ${change.term} to ${change.change}`);
    if (change.change !== 'rederive' || change.due !== term.due)
      this.#append(subject, id, changedEvent(change, term, this.#request.receivedAt), status);
    const changed = this.#mustHave(id).state.terms[change.term];
    if (!changed) throw new TypeError(`term ${change.term} is gone`);
    const row = changedRow(id, changed, change);
    const started = this.batch.startedTerms.find((one) => one.record_id === id && one.term === change.term);
    if (started) return void Object.assign(started, row);
    const isSame = (one: ChangedTermRow): boolean => one.record_id === id && one.term === change.term;
    const others = this.batch.changedTerms.filter((one) => !isSame(one));
    this.batch.changedTerms = [...others, { ...this.batch.changedTerms.find(isSame), ...row }];
  }

  #startTerm(
    subject: Subject,
    id: string,
    change: Extract<TermChange, { change: 'start' }>,
    status: string,
    pack: LawPack,
  ): void {
    const { rule: ruleId, term = ruleId, base: baseAt, baseEvent } = change;
    if (this.#records.get(id)?.state.terms[term]) throw new TypeError(`term ${term} runs already`);
    const derived = deriveDeadline({ pack, ruleId, baseAt, baseEvent, votingDay: pack.votingDay });
    const seq = this.#append(subject, id, { kind: 'TERM_STARTED', payload: startedPayload(term, derived) }, status);
    this.batch.startedTerms.push(deadlineRow(id, { term, baseEvent }, derived, seq));
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
      details: this.#actingFor,
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
      isNew: !this.#standing.has(record.id),
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
    this.batch.projections.clear();
    for (const record of changed) {
      const subject = subjects[record.subject];
      if (!subject) continue;
      for (const [table, row] of projectedRows(subject, this.#standing.get(record.id)?.state, record.state)) {
        this.batch.projections.set(table, [...(this.batch.projections.get(table) ?? []), row]);
      }
    }
  }

  #mustHaveScope(record: LockedRecord | undefined): ActScope {
    const scope = this.#scopeOf(record);
    if (!scope) throw new TypeError('a record of a commission outside this batch');
    return scope;
  }

  #mustHave(id: string): LockedRecord {
    const record = this.#records.get(id);
    if (!record) throw new TypeError(`record ${id} is not part of this batch`);
    return record;
  }
}

/** The law a record is judged by: the version it is pinned to, else the newest confirmed one. */
function lawOf(tx: Transaction, scope: ActScope, record: LockedRecord | undefined): Promise<LawPack> | LawPack {
  const pinned = record?.state.packVersion ?? scope.pack.version;
  return pinned === scope.pack.version ? scope.pack : scope.packOf(pinned, tx);
}
