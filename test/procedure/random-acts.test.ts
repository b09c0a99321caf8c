import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { judgeAct } from '../../domain/records/judge-act.ts';
import { complaintSubject } from '../../domain/complaints/complaint-subject.ts';
import { complaintTermEnds } from '../../domain/complaints/complaint-acts.ts';
import { isOpenRequest } from '../../domain/complaints/body-request.ts';
import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import { complaintActs } from '../../domain/complaints/transitions.ts';
import type { ComplaintAct } from '../../domain/complaints/transitions.ts';
import { deriveDeadline } from '../../domain/law/counting/derive-deadline.ts';
import type { DerivedDeadline } from '../../domain/law/derivation.ts';
import { lawRule } from '../../domain/law/law-pack.ts';
import type { LawPack } from '../../domain/law/law-pack.ts';
import type { Actor } from '../../domain/people/role.ts';
import type { ActContext, RecordState, TermState } from '../../domain/records/subject.ts';
import { addMilliseconds, instant } from '../../domain/time/instant.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { BatchWork } from '../../persistence/records/batch-work.ts';
import type { LockedRecord } from '../../persistence/records/locked-record.ts';
import { RefusedInTransaction } from '../../persistence/records/refused-in-transaction.ts';
import type { Transaction } from '../../persistence/database.ts';
import { aLawPack } from '../builders/law-pack.ts';
import { aDecisionState, aSittingState } from '../builders/records.ts';

const pack = aLawPack();
const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const commission = { id: id(1), kind: 'cec' as const, parentId: null, ancestors: [] };
const [lawyer, chair, clerk, caseId, decisionId, sittingId] = [id(2), id(3), id(4), id(5), id(6), id(7)];
const paperHash = 'a'.repeat(64);
/** The law as it is in a version: the term to decide changes with each. */
function lawOf(version: number): LawPack {
  const rule = lawRule(pack, 'complaint_decide');
  const changed = { ...rule, term: { ...rule.term, n: 1 + ((version * 5) % 7) } };
  return { ...pack, version, rules: { ...pack.rules, complaint_decide: changed } };
}

const scope = {
  commission,
  electionId: id(8),
  pack,
  packOf: (version: number) => Promise.resolve(lawOf(version)),
  members: [chair],
  lawyers: [lawyer],
};
const owner = { commissionId: commission.id, electionId: scope.electionId, pack: pack.id };
const person = (personId: string, role: 'lawyer' | 'chair' | 'clerk'): Actor => ({
  kind: 'person',
  personId,
  appointments: [{ role, commissionId: commission.id }],
});
const actors: readonly Actor[] = [
  person(lawyer, 'lawyer'),
  person(chair, 'chair'),
  person(clerk, 'clerk'),
  { kind: 'complainant' },
  { kind: 'system', name: 'sweeper' },
];

/** The only question that a batch asks the database: the next number. */
const numbers = { query: async () => [{ last: 1 }] } as unknown as Transaction;

const related: Record<string, RecordState> = {
  [decisionId]: aDecisionState('signed', { id: decisionId, complaintIds: [caseId], ...owner }),
  [sittingId]: { ...aSittingState('planned'), id: sittingId, ...owner },
};

function lockedOf(state: RecordState, record?: LockedRecord): LockedRecord {
  const subject = state.id === decisionId ? 'decision' : 'sitting';
  return (
    record ?? {
      id: state.id,
      subject,
      status: state.status,
      version: 1,
      headSeq: 1,
      headHash: Buffer.alloc(32),
      ...owner,
      state,
    }
  );
}

function derivationOf({ rule: ruleId, base: baseAt }: TermState): DerivedDeadline {
  return deriveDeadline({ pack, ruleId, baseAt, baseEvent: 'COMPLAINT_FILED', votingDay: pack.votingDay });
}

function newerLaw(state: ComplaintState | undefined, editionId: string): Record<string, unknown> {
  const derivations = Object.values(state?.terms ?? {}).map((term) => [term.term, derivationOf(term)]);
  const law = lawOf((state?.packVersion ?? 1) + 1);
  return { editionId, edition: 'L-2027-000001', pack: law, derivations: Object.fromEntries(derivations) };
}

/** A complete input for any act, from the state as it stands and a random number. */
function inputOf(
  act: ComplaintAct,
  state: ComplaintState | undefined,
  at: Instant,
  dice: number,
): Record<string, unknown> {
  const terms = Object.values(state?.terms ?? {});
  const term = terms[dice % Math.max(1, terms.length)]?.term ?? 'complaint_decide';
  const known = state ? state.requests.length + state.hearings.length + state.appeals.length : 0;
  const newId = id(1_000 + dice + 100_000 * known);
  const files = { paperHash, fileHashes: [] };
  const request = state?.requests[dice % Math.max(1, state.requests.length)]?.id ?? newId;
  const hearing = state?.hearings[dice % Math.max(1, state.hearings.length)]?.id ?? newId;
  const appeal = state?.appeals[dice % Math.max(1, state.appeals.length)]?.id ?? newId;
  const pick = <T>(list: readonly T[]): T => list[dice % list.length] as T;
  if (act === 'adoptPack') return newerLaw(state, newId);
  const inputs: Partial<Record<ComplaintAct, Record<string, unknown>>> = {
    fileComplaint: {
      kind: 'other',
      respondentKind: 'unknown',
      complainantKind: 'voter',
      territory: null,
      precinct: null,
      language: 'ky',
      channel: 'portal',
      warnings: [],
      statementHash: paperHash,
      fileHashes: [],
    },
    assignComplaint: { holder: lawyer },
    returnForDefects: { defects: ['demand'], paperHash },
    cureDefects: files,
    endCureTerm: { term },
    leaveComplaintUnexamined: { ground: 'late' },
    forwardComplaint: { to: 'police', paperHash },
    withdrawComplaint: { paperHash },
    addEvidence: files,
    formWorkingGroup: { rapporteur: chair, members: [lawyer] },
    joinComplaint: { leadId: newId },
    acceptJoined: { complaintId: newId },
    releaseJoined: { complaintId: newId },
    sendRequest: {
      requestId: newId,
      to: pick(['police', 'respondent'] as const),
      needsCheck: dice % 2 === 0,
      paperHash,
    },
    remindBody: { requestId: request },
    recordAnswer: { requestId: request, ...files },
    withdrawRequest: { requestId: request },
    endRequestTerm: { term },
    askRegistry: {
      requestId: newId,
      registry: pick(['civilRecordByPin', 'registeredAddressByPin'] as const),
      certainty: 'UN',
    },
    recordRegistryAnswer: { requestId: request, outcome: pick(['data', 'notice'] as const), isStandIn: true },
    recordRegistryFailure: { requestId: request, category: 'ACCESS_DENIED' },
    appointHearing: { hearingId: newId, startsAt: addMilliseconds(at, 3_600_000), invited: ['complainant'], paperHash },
    cancelHearing: { hearingId: hearing },
    recordHearing: { hearingId: hearing, attended: [], paperHash },
    extendTerm: {
      term,
      ground: pick(['checkNeeded', 'commissionDecision'] as const),
      lastDay: `2027-01-${String(10 + (dice % 22))}`,
    },
    suspendTerm: { term, ground: 'expertOpinion' },
    resumeTerm: { term },
    linkDecision: { decisionId },
    placeComplaintOnAgenda: { sittingId },
    returnComplaint: { reason: 'noQuorum' },
    decideComplaint: { decisionId },
    publishComplaintDecision: { decisionId, outcome: 'granted' },
    serveCopy: { to: 'complainant', way: 'inHand', servedAt: at, ...files },
    recordAppeal: { appealId: newId, to: pick(['administrativeCourt', 'supremeCourt'] as const) },
    recordAppealResult: { appealId: appeal, result: pick(['upheld', 'annulled', 'sentBack', 'returned'] as const) },
    reopenComplaint: { ground: pick(['sentBack', 'newCircumstances'] as const) },
    endAppealTerm: { term },
    endDecisionTerm: { term },
  };
  return inputs[act] ?? {};
}

/** Does an act through the engine's own work of a batch; the record as it stands after it, also when it was refused. */
async function perform(record: LockedRecord | undefined, act: ComplaintAct, actor: Actor, at: Instant, dice: number) {
  const state = record?.state as ComplaintState | undefined;
  const work = new BatchWork(
    { scope, actor, receivedAt: at, recordedAt: at },
    new Map([
      ...(record ? [[caseId, record] as const] : []),
      ...Object.values(related).map((one) => [one.id, lockedOf(one)] as const),
    ]),
  );
  try {
    await work.perform(numbers, { subject: 'complaint', act, recordId: caseId, input: inputOf(act, state, at, dice) });
  } catch (error) {
    if (error instanceof RefusedInTransaction) return { record, done: false };
    throw error;
  }
  const [after] = work.committed();
  const row = work.batch.records.find((one) => one.id === caseId);
  assert.ok(after && row);
  const next: LockedRecord = {
    id: caseId,
    subject: 'complaint',
    status: after.state.status,
    version: after.version,
    headSeq: row.head_seq,
    headHash: Buffer.from(row.head_hash, 'hex'),
    ...owner,
    state: after.state,
  };
  return { record: next, done: true };
}

const ended = ['forwarded', 'withdrawn', 'closed'];
const hasRun = (term: TermState | undefined, ...states: TermState['state'][]): boolean =>
  term !== undefined && states.includes(term.state);

/** What must hold of a case whatever happened to it. */
function holds(state: ComplaintState): void {
  const { status } = state;
  const terms = Object.values(state.terms);
  if (ended.includes(status)) {
    const still = terms.filter(
      (term) => hasRun(term, 'running', 'suspended') && !state.appeals.some((one) => one.term === term.term),
    );
    if (status !== 'closed') assert.deepEqual(still, [], `${status} leaves no term running`);
    return;
  }
  const decision = state.terms[state.decisionTerm];
  if (state.decidedAt === null) {
    assert.ok(
      hasRun(decision, 'running', 'suspended', 'missed'),
      `${status} waits for a decision with a clock: ${decision?.state}`,
    );
    if (status === 'returnedForDefects') {
      assert.ok(
        terms.some((term) => term.rule === 'complaint_cure' && term.state === 'running'),
        'who has to cure has a clock',
      );
    }
  } else {
    assert.ok(
      hasRun(decision, 'met', 'metLate', 'superseded'),
      `a decided case has no open term to decide: ${decision?.state}`,
    );
    const contest = state.terms[state.appealTerm ?? ''];
    assert.ok(contest !== undefined, 'who was decided on has a term to contest');
  }
  for (const request of state.requests.filter(isOpenRequest)) {
    assert.ok(state.terms[request.term] !== undefined, 'who was asked has a clock');
  }
  for (const { alterations = [] } of terms) {
    for (const { change, from, to } of alterations) {
      if ((change === 'extend' || change === 'resume') && from !== null)
        assert.ok(to !== null && to >= from, 'never shorter');
    }
  }
}

const system: Actor = { kind: 'system', name: 'sweeper' };

/** Somebody can always do something that leads on: the system, or a person in office. */
function hasExit(record: LockedRecord, at: Instant): boolean {
  const state = record.state as ComplaintState;
  if (ended.includes(state.status)) return true;
  const later = addMilliseconds(at, 60 * 24 * 3_600_000);
  const context = (actor: Actor): ActContext => ({
    ...scope,
    votingDay: pack.votingDay,
    actor,
    receivedAt: later,
    number: 'K-2027-000001',
    related: (recordId) => related[recordId],
  });
  return complaintActs.some((act) =>
    actors.some((actor) =>
      [0, 1, 2, 3, 4, 5, 6, 7].some((dice) => {
        const next = complaintSubject.transitions[state.status]?.[act];
        if (next === undefined || !('to' in next) || (next.to === state.status && !endsWait(act))) return false;
        return judgeAct(complaintSubject, {
          act,
          state,
          input: inputOf(act, state, later, dice),
          context: context(actor),
        }).ok;
      }),
    ),
  );
}

const endings = new Set<string>(Object.values(complaintTermEnds));
/** Acts that stay in a status and still lead on: taking the case, linking a decision, the end of a term, a court's result. */
function endsWait(act: ComplaintAct): boolean {
  return endings.has(act) || act === 'takeComplaint' || act === 'linkDecision' || act === 'recordAppealResult';
}

const step = fc.record({
  choice: fc.integer({ min: 0, max: 10_000 }),
  hours: fc.integer({ min: 0, max: 30 }),
  dice: fc.integer({ min: 0, max: 10_000 }),
});

/**
 * One of the acts that the status permits; leaving the commission for good is rarer, so that cases live long. The law
 * changes between the acts, whatever is done.
 */
function choose(record: LockedRecord, choice: number): ComplaintAct {
  const permitted = complaintActs.filter((act) => {
    const answer = complaintSubject.transitions[record.status]?.[act];
    const leaves = act === 'withdrawComplaint' || act === 'forwardComplaint';
    return act !== 'adoptPack' && answer !== undefined && 'to' in answer && (!leaves || choice % 7 === 0);
  });
  return permitted[choice % permitted.length] ?? 'changeContact';
}

test('random acts never leave a case without an exit, nor a person waiting without a clock', async () => {
  const reached = new Set<string>();
  const done = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 120 }), async (steps) => {
      let at = instant('2027-01-11T04:00:00Z');
      let { record } = await perform(undefined, 'fileComplaint', { kind: 'complainant' }, at, 0);
      for (const { choice, hours, dice } of steps) {
        if (!record) throw new TypeError('the case is gone');
        at = addMilliseconds(at, hours * 1_800_000);
        const law = dice % 13 === 0 ? await perform(record, 'adoptPack', system, at, dice) : undefined;
        if (law?.done && law.record) {
          record = law.record;
          done.add('adoptPack');
          holds(record.state as ComplaintState);
        }
        const act = choose(record, choice);
        for (const actor of actors) {
          const after = await perform(record, act, actor, at, dice);
          if (!after.done || !after.record) continue;
          record = after.record;
          reached.add(record.status);
          done.add(act);
          holds(record.state as ComplaintState);
          assert.ok(hasExit(record, at), `no way on from ${record.status} after ${act}`);
          break;
        }
      }
    }),
    { numRuns: 400, seed: 20_270_126 },
  );
  assert.deepEqual(
    complaintSubject.statuses.filter((status) => !reached.has(status)),
    [],
    'every status is reached by chance',
  );
  const ofTwoCases = [
    'joinComplaint',
    'acceptJoined',
    'separateComplaint',
    'releaseJoined',
    'receiveForwarded',
    'confirmForwarded',
  ];
  assert.deepEqual(
    complaintActs.filter((act) => !done.has(act) && !ofTwoCases.includes(act)),
    ['fileComplaint'],
    'every act but those of two cases is done by chance',
  );
});

test('the system ends what is over, and nothing that is not', async () => {
  const at = instant('2027-01-11T04:00:00Z');
  const { record } = await perform(undefined, 'fileComplaint', { kind: 'complainant' }, at, 0);
  const due = record?.state.terms['complaint_decide']?.due;
  assert.ok(due);
  assert.equal((await perform(record, 'endDecisionTerm', system, addMilliseconds(due, -1), 0)).done, false);
  const over = await perform(record, 'endDecisionTerm', system, due, 0);
  assert.ok(over.done);
  assert.equal((await perform(over.record, 'endDecisionTerm', system, due, 0)).done, false, 'once only');
});
