import { lawEditionSubject } from '../../domain/law-editions/law-edition-subject.ts';
import type { LawEditionState } from '../../domain/law-editions/law-edition.ts';
import type { LawPack } from '../../domain/law/law-pack.ts';
import { judgeAct } from '../../domain/records/judge-act.ts';
import { rederiveTerm } from '../../domain/records/rederive-term.ts';
import type { TermState } from '../../domain/records/subject.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome, Refusal } from '../../domain/refusals.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { readProposedPack } from '../../persistence/law/adopted-packs.ts';
import { countProgress, listOpenTerms } from '../../persistence/law/edition-rows.ts';
import type { OpenTermRow } from '../../persistence/law/edition-rows.ts';
import { readNames } from '../../persistence/people/read-people.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import type { OperationContext } from '../context.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import { actScope } from '../records/act-scope.ts';
import { openForReading } from '../records/read-access.ts';
import { packOfVersion } from './find-pack.ts';
import { hashOfPack } from './propose-law-edition.ts';

/** A term that the change would move. `isHeldBack`: the law alone would have ended it before now. */
export type MovedTerm = OpenTermRow & { from: Instant | null; to: Instant | null; isHeldBack: boolean };

/** What the change would do to the open cases at the moment of looking. */
export type EditionPreview = {
  cases: number;
  movedCases: number;
  sameCases: number;
  moved: readonly MovedTerm[];
};

/** Everything the page of a change shows. `before` is the version in force before it. */
export type ReadEdition = {
  now: Instant;
  edition: LawEditionState;
  before: LawPack;
  after: LawPack;
  /** The hash of the kept pack, worked out anew from it: what the second person confirms. */
  packHash: string;
  /** Null once confirmed or rejected: then the cases themselves tell. */
  preview: EditionPreview | null;
  progress: { total: number; done: number } | null;
  names: ReadonlyMap<string, string>;
  refusals: Record<'confirmLawEdition' | 'rejectLawEdition', Refusal['refusal'] | null>;
};

/** Opens a change of the law for staff of the CEC; the look is kept. Refuses NOT_FOUND, to all other staff too. */
export async function readLawEdition(
  context: OperationContext,
  actor: PersonActor,
  { editionId }: { editionId: string },
): Promise<Outcome<ReadEdition>> {
  const { database } = context;
  const subject = 'lawEdition';
  const opened = await openForReading(context, actor, {
    recordId: editionId,
    subject,
    action: 'lawEdition.readEdition',
  });
  if (!opened.ok) return opened;
  const { owner, at } = opened.value;
  const known = await readRecordState<LawEditionState>(database, editionId, subject);
  const proposed = await readProposedPack(database, editionId);
  if (!known || !proposed) return refuse('NOT_FOUND');
  const { state } = known;
  const scope = await actScope(context, owner.commissionId, owner.electionId, at.legal);
  const packHash = hashOfPack(proposed.pack);
  const answer = (act: string): Refusal['refusal'] | null => {
    const input = { packHash, newest: scope.pack.version };
    const { votingDay } = scope.pack;
    const acting = { actor, receivedAt: at.legal, ...scope, votingDay, related: () => undefined };
    const outcome = judgeAct(lawEditionSubject, { act, state, input, context: acting });
    return outcome.ok ? null : outcome.refusal;
  };
  const isOpen = state.status === 'proposed';
  return granted({
    now: at.legal,
    edition: state,
    before: await packOfVersion(context, state.packId, Math.min(state.proposedVersion - 1, scope.pack.version)),
    after: proposed.pack,
    packHash,
    preview: isOpen ? await previewEdition(context, state, proposed.pack, at.legal) : null,
    progress: state.status === 'confirmed' ? await countProgress(database, editionId) : null,
    names: await readNames(
      database,
      [state.proposedBy, state.confirmedBy, state.rejectedBy].filter((id) => id !== null),
    ),
    refusals: { confirmLawEdition: answer('confirmLawEdition'), rejectLawEdition: answer('rejectLawEdition') },
  });
}

async function previewEdition(
  { database }: OperationContext,
  { electionId, proposedVersion }: LawEditionState,
  pack: LawPack,
  now: Instant,
): Promise<EditionPreview> {
  const open = await listOpenTerms(database, { electionId, olderThan: proposedVersion });
  const moved = open.flatMap((row): MovedTerm[] => {
    if (isOver(row.term, now)) return [];
    const { due, isHeldBack } = rederiveTerm(row.term, { pack, baseEvent: row.baseEvent, now });
    return due === row.term.due ? [] : [{ ...row, from: row.term.due, to: due, isHeldBack }];
  });
  const cases = new Set(open.map(({ complaintId }) => complaintId)).size;
  const movedCases = new Set(moved.map(({ complaintId }) => complaintId)).size;
  return { cases, movedCases, sameCases: cases - movedCases, moved };
}

function isOver({ state, due }: TermState, now: Instant): boolean {
  return state === 'running' && due !== null && due <= now;
}
