import type { DecisionState } from '../../domain/decisions/decision.ts';
import type { DecisionText, Fragment } from '../../domain/decisions/decision-text.ts';
import { proposeMarks as detectMarks, publishedFragments } from '../../domain/decisions/redaction/marks.ts';
import type { Mark } from '../../domain/decisions/redaction/marks.ts';
import { granted } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { readRedaction } from '../../persistence/decisions/decision-texts.ts';
import type { OperationContext } from '../context.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import { knownOfCase } from './known-of-case.ts';
import { readDecision } from './read-decision.ts';
import type { ReadDecision } from './read-decision.ts';
import { wholeDissents } from './whole-dissents.ts';

/** What the marks of a public text are set on: its fragments, what the detector proposes, what was marked last. */
export type ProposedMarks = {
  read: ReadDecision;
  text: DecisionText;
  fragments: readonly Fragment<string>[];
  proposed: readonly Mark[];
  /** The marks of the newest public text that are still of this text; undefined before the first proposal. */
  last: readonly Mark[] | undefined;
};

/** Reads a decision and lets the detector propose what to hide; the look is kept. A person decides. */
export async function proposeMarks(
  context: OperationContext,
  actor: PersonActor,
  request: { decisionId: string },
): Promise<Outcome<ProposedMarks>> {
  const read = await readDecision(context, actor, request);
  if (!read.ok) return read;
  const { decision, full } = read.value;
  const fragments = await fragmentsOfDecision(context, decision, full.body);
  const lengths = new Map(fragments.map(({ place, text }) => [place, text.length]));
  const last = await readRedaction(context.database, decision.id);
  return granted({
    read: read.value,
    text: full.body,
    fragments,
    proposed: detectMarks(fragments, await knownOfCase(context, decision)),
    last: last?.marks.filter(({ place, end }) => end <= (lengths.get(place) ?? -1)),
  });
}

async function fragmentsOfDecision(
  context: OperationContext,
  decision: DecisionState,
  text: DecisionText,
): Promise<Fragment<string>[]> {
  return publishedFragments(text, await wholeDissents(context, decision));
}
