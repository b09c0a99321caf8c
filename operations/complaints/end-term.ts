import { subjects } from '../../domain/records/subjects.ts';
import { refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { CommittedRecord } from '../../persistence/records/act-batch.ts';
import type { OperationContext } from '../context.ts';
import { actOnRecords } from '../records/act-on-record.ts';

/** A term that is over: of which record, by which rule, under which key. */
export type OverTerm = { recordId: string; subject?: string; rule: string; term?: string; by?: 'sweeper' | 'workflow' };

/** Rules whose terms end by an act of the system, over all subjects. */
export const endingRules: readonly string[] = Object.values(subjects).flatMap((subject) =>
  Object.keys(subject.termEnds ?? {}),
);

/**
 * Ends a term that is over by the act that its rule names: the inaction is recorded, the defects were not cured, a body is
 * overdue, the outcome stands. Sweeper and workflow use the same door; the second one is refused with TERM_NOT_RUNNING,
 * which is no failure.
 */
export function endTerm(context: OperationContext, over: OverTerm): Promise<Outcome<readonly CommittedRecord[]>> {
  const { recordId, subject = 'complaint', rule, term = rule, by = 'sweeper' } = over;
  const act = subjects[subject]?.termEnds?.[rule];
  if (act === undefined) return Promise.resolve(refuse('TERM_NOT_RUNNING'));
  return actOnRecords(context, {
    actor: { kind: 'system', name: by },
    anchor: recordId,
    acts: [{ subject, act, recordId, input: { term } }],
  });
}
