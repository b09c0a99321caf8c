import { can } from '../../domain/access/can.ts';
import { staffNotes } from '../../domain/access/reading.ts';
import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import type { DecisionState } from '../../domain/decisions/decision.ts';
import type { LawPack } from '../../domain/law/law-pack.ts';
import { granted } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { listDeadlineRows } from '../../persistence/complaints/case-page.ts';
import type { DeadlineRow } from '../../persistence/complaints/case-page.ts';
import { readEntryWords } from '../../persistence/complaints/private-rows.ts';
import { listNoteRows } from '../../persistence/complaints/note-rows.ts';
import type { NoteRow } from '../../persistence/complaints/note-rows.ts';
import { readDecisionText } from '../../persistence/decisions/decision-texts.ts';
import type { DecisionTextRow } from '../../persistence/decisions/decision-texts.ts';
import { listDraftChecks } from '../../persistence/decisions/draft-checks.ts';
import type { DraftCheckRow } from '../../persistence/decisions/draft-checks.ts';
import { listAway } from '../../persistence/people/absence-rows.ts';
import type { AbsenceRow } from '../../persistence/people/absence-rows.ts';
import { readNames } from '../../persistence/people/read-people.ts';
import type { CommissionRow } from '../../persistence/people/read-people.ts';
import { listReaders } from '../../persistence/records/audit-readers.ts';
import { readEvents, readRecordState } from '../../persistence/records/read-record.ts';
import { listOpenSittings } from '../../persistence/sittings/sitting-rows.ts';
import type { SittingState } from '../../domain/sittings/sitting.ts';
import type { OperationContext } from '../context.ts';
import { packOfVersion } from '../law/find-pack.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import { actScope } from '../records/act-scope.ts';
import { allowedActs } from '../records/allowed-acts.ts';
import type { JudgedAct } from '../records/allowed-acts.ts';
import { openAnswers, readRegistries } from '../registries/open-answers.ts';
import type { OpenedAnswer, RegistryStanding } from '../registries/open-answers.ts';
import { judgeJoining } from '../records/judge-joining.ts';
import type { JudgedJoining } from '../records/judge-joining.ts';
import { openForReading } from '../records/read-access.ts';
import type { OpenedRecord } from '../records/read-access.ts';
import { readCandidates, readSurroundings } from './case-surroundings.ts';
import type { CaseSurroundings } from './case-surroundings.ts';
import { openPrivateSide } from './private-side.ts';
import type { PrivateSide } from './private-side.ts';
import { suggestSimilarComplaints } from './suggest-similar-complaints.ts';
import type { SuggestedComplaint } from './suggest-similar-complaints.ts';

export type CaseEvent = {
  recordId: string;
  subject: 'complaint' | 'decision';
  seq: number;
  kind: string;
  legalAt: Instant;
  actor: string;
  personId: string | null;
  /** For whom a deputy acted, by person id. */
  actingFor: string | null;
  payload: Record<string, unknown>;
};

/** Everything the case page shows. `names` holds the names of staff by person id. */
export type OpenedCase = {
  now: Instant;
  complaint: ComplaintState;
  version: number;
  commission: CommissionRow;
  pack: LawPack;
  deadlines: readonly DeadlineRow[];
  /** Shown to staff only, and every look is in the audit. */
  details: PrivateSide & { entryWords: string | undefined };
  decision:
    | {
        state: DecisionState;
        version: number;
        text: DecisionTextRow | undefined;
        sitting: SittingState | undefined;
        checks: readonly DraftCheckRow[];
      }
    | undefined;
  openSittings: readonly SittingState[];
  events: readonly CaseEvent[];
  readers: readonly { personId: string; lastAt: Instant; times: number }[];
  names: ReadonlyMap<string, string>;
  /** Who of the case's commission is away now. */
  away: readonly AbsenceRow[];
  /** The newest first; null for who is not of the case's own commission. */
  notes: readonly NoteRow[] | null;
  /** For lawyers of the commission; empty for everybody else. */
  similar: readonly SuggestedComplaint[];
  acts: readonly JudgedAct[];
  /** What registries answered, by the id of the request; and how they stand now. */
  registryAnswers: ReadonlyMap<string, OpenedAnswer>;
  registries: readonly RegistryStanding[];
  around: CaseSurroundings;
  /** How each of the suggested complaints could be joined. */
  joinings: readonly JudgedJoining[];
};

/** Opens a case for staff; the look itself is kept. Refuses NOT_FOUND for a case of another commission. */
export async function openCase(
  context: OperationContext,
  actor: PersonActor,
  request: { complaintId: string },
): Promise<Outcome<OpenedCase>> {
  const { complaintId } = request;
  const opened = await openForReading(context, actor, {
    recordId: complaintId,
    subject: 'complaint',
    action: 'complaint.openCase',
  });
  if (!opened.ok) return opened;
  const { commission, at } = opened.value;
  const first = await readOfCase(context, actor, complaintId, opened.value);
  const { known, scope, openSittings, similar, notes, ...rest } = first;
  const { decisionId, earlierDecisionIds } = known.state;
  const decisionIds = [...earlierDecisionIds, ...(decisionId === null ? [] : [decisionId])];
  const [decision, pack, events, around, candidates] = await Promise.all([
    decisionId === null ? undefined : readDraft(context, decisionId),
    packOfVersion(context, scope.pack.id, known.state.packVersion ?? scope.pack.version),
    caseEvents(context, complaintId, decisionIds),
    readSurroundings(context, actor, known.state, scope),
    readCandidates(
      context,
      similar.map(({ id }) => id),
    ),
  ]);
  const acting = { actor, receivedAt: at.legal, ...scope, pack, votingDay: pack.votingDay };
  return granted({
    ...rest,
    now: at.legal,
    complaint: known.state,
    version: known.version,
    commission,
    pack,
    decision,
    openSittings,
    events,
    names: await namesIn(context, [
      ...peopleOf(known.state),
      ...around.papers.map(({ author }) => personIn(author)),
      ...events.flatMap(({ personId, actingFor }) => [personId, actingFor]),
      ...rest.readers,
      ...(notes ?? []).map(({ author }) => author),
      ...(decision?.checks ?? []).map(({ checker }) => checker),
    ]),
    notes,
    similar,
    around,
    joinings: candidates.map((one) => judgeJoining(known.state, one, acting)),
    acts: allowedActs(
      {
        complaint: known.state,
        decision: decision?.state,
        sitting: decision?.sitting,
        nextSitting: openSittings[0],
        leads: candidates.map(({ state }) => state),
      },
      acting,
    ),
  });
}

/** What can be read by the id of the case alone, all of it at once. */
async function readOfCase(
  context: OperationContext,
  actor: PersonActor,
  complaintId: string,
  { owner, commission, at }: OpenedRecord,
) {
  const { database } = context;
  const isLawyer = can(actor, { own: ['lawyer'] }, commission);
  const [known, scope, openSittings, deadlines, readers, side, entryWords, notes, similar, away, answers, registries] =
    await Promise.all([
      mustHave(readRecordState<ComplaintState>(database, complaintId, 'complaint')),
      actScope(context, owner.commissionId, owner.electionId, at.legal),
      listOpenSittings(database, owner.commissionId),
      listDeadlineRows(database, complaintId),
      listReaders(database, complaintId),
      mustHave(openPrivateSide(context, complaintId)),
      readEntryWords(database, complaintId),
      can(actor, staffNotes, commission) ? listNoteRows(database, complaintId) : null,
      isLawyer ? suggestSimilarComplaints(context, { complaintId, now: at.legal }) : [],
      listAway(database, owner.commissionId, at.legal),
      openAnswers(context, complaintId),
      readRegistries(context),
    ]);
  const looked = readers.flatMap(({ actor: who, ...rest }) => {
    const personId = personIn(who);
    return personId === null ? [] : [{ personId, ...rest }];
  });
  const details = { ...side, entryWords };
  const told = { deadlines, readers: looked, details, away, registryAnswers: answers, registries };
  return { known, scope, openSittings, notes, similar, ...told };
}

async function readDraft(context: OperationContext, decisionId: string): Promise<OpenedCase['decision']> {
  const known = await readRecordState<DecisionState>(context.database, decisionId, 'decision');
  if (!known) return undefined;
  const { sittingId } = known.state;
  const [text, sitting, checks] = await Promise.all([
    readDecisionText(context.database, decisionId, 'full'),
    sittingId === null ? undefined : readRecordState<SittingState>(context.database, sittingId, 'sitting'),
    listDraftChecks(context.database, decisionId),
  ]);
  return { ...known, text, sitting: sitting?.state, checks };
}

async function caseEvents(
  context: OperationContext,
  complaintId: string,
  decisionIds: readonly string[],
): Promise<CaseEvent[]> {
  const of = async (recordId: string, subject: CaseEvent['subject']): Promise<CaseEvent[]> =>
    (await readEvents(context.database, recordId)).map(({ seq, kind, legalAt, actor, actingFor, payload }) => ({
      recordId,
      subject,
      seq,
      kind,
      legalAt,
      actor,
      personId: personIn(actor),
      actingFor,
      payload: JSON.parse(payload) as Record<string, unknown>,
    }));
  const found = await Promise.all([of(complaintId, 'complaint'), ...decisionIds.map((id) => of(id, 'decision'))]);
  return found.flat().toSorted((one, other) => {
    if (one.legalAt !== other.legalAt) return one.legalAt < other.legalAt ? 1 : -1;
    return one.recordId === other.recordId ? other.seq - one.seq : 0;
  });
}

/** Who works on a case, and who altered its terms. */
function peopleOf({ holder, rapporteur, group, terms }: ComplaintState): (string | null)[] {
  const altered = Object.values(terms).flatMap(({ alterations = [] }) =>
    alterations.map(({ actor }) => personIn(actor)),
  );
  return [holder, rapporteur, ...group, ...altered];
}

async function namesIn(
  context: OperationContext,
  mentions: readonly (string | null | { personId: string | null })[],
): Promise<Map<string, string>> {
  const ids = mentions.map((one) => (typeof one === 'object' ? (one?.personId ?? null) : one));
  return readNames(context.database, [...new Set(ids.filter((id) => id !== null))]);
}

function personIn(actor: string): string | null {
  return actor.startsWith('person:') ? actor.slice('person:'.length) : null;
}

async function mustHave<T>(reading: Promise<T | undefined>): Promise<T> {
  const value = await reading;
  if (value === undefined) throw new TypeError('a complaint without its state or its private row');
  return value;
}
