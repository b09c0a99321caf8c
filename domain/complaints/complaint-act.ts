import { refuse } from '../refusals.ts';
import type { Outcome } from '../refusals.ts';
import type { Act as RecordAct, ActContext } from '../records/subject.ts';
import type { ComplaintState } from './complaint.ts';

/** An act on a complaint. */
export type Act<Input> = RecordAct<ComplaintState, Input>;

/** An act that takes nothing but the complaint. */
export type PlainAct = Act<Record<string, never>>;

/** Refuses whoever does not hold the case; undefined for its holder. */
export function heldByActor(state: ComplaintState | undefined, { actor }: ActContext): Outcome<never> | undefined {
  if (actor.kind !== 'person') return refuse('NOT_ALLOWED');
  if (!state?.holder) return refuse('COMPLAINT_NOT_TAKEN');
  return state.holder === actor.personId ? undefined : refuse('COMPLAINT_HELD_BY_ANOTHER');
}
