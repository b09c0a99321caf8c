import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import { decisionSubject } from '../../domain/decisions/decision-subject.ts';
import type { DecisionState } from '../../domain/decisions/decision.ts';
import { leftPlaces } from '../../domain/decisions/redaction/marks.ts';
import type { LeftPlace } from '../../domain/decisions/redaction/judge-kept.ts';
import type { LawPack } from '../../domain/law/law-pack.ts';
import { judgeAct } from '../../domain/records/judge-act.ts';
import type { ActContext } from '../../domain/records/subject.ts';
import { granted } from '../../domain/refusals.ts';
import type { Outcome, Refusal } from '../../domain/refusals.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { readDecisionText } from '../../persistence/decisions/decision-texts.ts';
import type { DecisionTextRow, PublicTextRow } from '../../persistence/decisions/decision-texts.ts';
import { listDraftChecks } from '../../persistence/decisions/draft-checks.ts';
import type { DraftCheckRow } from '../../persistence/decisions/draft-checks.ts';
import { readNames } from '../../persistence/people/read-people.ts';
import type { CommissionRow } from '../../persistence/people/read-people.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import { listDissents } from '../../persistence/sittings/dissents.ts';
import type { DissentRow } from '../../persistence/sittings/dissents.ts';
import type { SittingState } from '../../domain/sittings/sitting.ts';
import type { OperationContext } from '../context.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import { actScope } from '../records/act-scope.ts';
import { openForReading } from '../records/read-access.ts';
import { knownOfCase } from './known-of-case.ts';

type DecisionQuestion = 'checkDraft' | 'proposePublicText' | 'approvePublicText' | 'signDecision';

export type { DraftCheckRow } from '../../persistence/decisions/draft-checks.ts';

export type ReadDecision = {
  now: Instant;
  decision: DecisionState;
  version: number;
  complaints: readonly ComplaintState[];
  full: DecisionTextRow;
  /** The newest proposed public text, if there is one. */
  public: PublicTextRow | undefined;
  /** Lawyers' checks of the draft with their remarks, the newest first. */
  checks: readonly DraftCheckRow[];
  /** Places of the public text where the detector is sure of a value that is not hidden. */
  left: readonly (LeftPlace & { words: string })[];
  pack: LawPack;
  commission: CommissionRow;
  /** Dissenting opinions of members, with the hashes that an approval has to name. */
  dissents: readonly DissentRow[];
  names: ReadonlyMap<string, string>;
  /** What the rules answer now to writing the public text and to approving it. */
  answers: Record<DecisionQuestion, Refusal['refusal'] | null>;
};

/** Reads a decision with its full and its public text; the look is kept. Refuses NOT_FOUND for another commission's. */
export async function readDecision(
  context: OperationContext,
  actor: PersonActor,
  request: { decisionId: string },
): Promise<Outcome<ReadDecision>> {
  const { decisionId } = request;
  const opened = await openForReading(context, actor, {
    recordId: decisionId,
    subject: 'decision',
    action: 'decision.readDecision',
  });
  if (!opened.ok) return opened;
  const { database } = context;
  const { owner, at } = opened.value;
  const known = await readRecordState<DecisionState>(database, decisionId, 'decision');
  const full = await readDecisionText(database, decisionId, 'full');
  if (!known || !full) throw new TypeError('a decision without its state or its text');
  const { state: decision, version } = known;
  const complaints = await Promise.all(
    decision.complaintIds.map((id) => readRecordState<ComplaintState>(database, id, 'complaint')),
  );
  const { sittingId, itemId } = decision;
  const sitting = sittingId === null ? undefined : await readRecordState<SittingState>(database, sittingId, 'sitting');
  const dissents = await listDissents(database, itemId === null ? [] : [itemId]);
  const scope = await actScope(context, owner.commissionId, owner.electionId, at.legal);
  const acting: ActContext = {
    actor,
    receivedAt: at.legal,
    ...scope,
    votingDay: scope.pack.votingDay,
    number: '',
    related: () => sitting?.state,
  };
  const { drafter, publicTextBy, publicTextHash } = decision;
  const publicText = await readDecisionText(database, decisionId, 'public');
  const checks = await listDraftChecks(database, decisionId);
  const input = {
    textHash: decision.textHash,
    result: 'passed',
    publicTextHash,
    dissents: dissents.map(({ hash }) => hash),
    inText: publicText?.body.dissents.map(({ hash }) => hash) ?? [],
    left: [],
    kept: [],
  };
  const answer = (act: string): Refusal['refusal'] | null => {
    const outcome = judgeAct(decisionSubject, { act, state: decision, input, context: acting });
    return outcome.ok ? null : outcome.refusal;
  };
  return granted({
    now: at.legal,
    decision,
    version,
    complaints: complaints.flatMap((one) => (one ? [one.state] : [])),
    full,
    public: publicText,
    checks,
    left: publicText ? leftPlaces(publicText.body, await knownOfCase(context, decision)) : [],
    pack: scope.pack,
    commission: opened.value.commission,
    dissents,
    names: await readNames(
      database,
      [drafter, publicTextBy, ...dissents.map(({ member }) => member), ...checks.map(({ checker }) => checker)].flatMap(
        (id) => (id === null || id === '' ? [] : [id]),
      ),
    ),
    answers: {
      checkDraft: answer('checkDraft'),
      proposePublicText: answer('proposePublicText'),
      approvePublicText: answer('approvePublicText'),
      signDecision: answer('signDecision'),
    },
  });
}
