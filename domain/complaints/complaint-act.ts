import { standsInFor } from '../access/standing-in.ts';
import { granted, refuse } from '../refusals.ts';
import type { Act as RecordAct, ActContext, Decided } from '../records/subject.ts';
import type { ComplaintState } from './complaint.ts';

/** An act on a complaint. */
export type Act<Input> = RecordAct<ComplaintState, Input>;

/** An act that takes nothing but the complaint. */
export type PlainAct = Act<Record<string, never>>;

/** Whether the person holds what `holder` holds: the holder, or a lawyer's deputy while the holder is away. */
export function holdsFor({ actor, commission }: ActContext, holder: string | null): boolean {
  if (actor.kind !== 'person' || holder === null) return false;
  return holder === actor.personId || standsInFor(actor, holder, 'lawyer', commission.id);
}

/** `actingFor` the holder, where somebody else does what is the holder's; nothing for the holder. */
export function inStead({ actor }: ActContext, holder: string | null): Pick<Decided, 'actingFor'> {
  return actor.kind !== 'person' || holder === null || holder === actor.personId ? {} : { actingFor: holder };
}

/** An act of who holds the case: everybody else is refused, and what a deputy does is done for the holder. */
export function byHolder<Input>(decide: Act<Input>['decide']): Act<Input>['decide'] {
  return (state, input, context) => {
    if (context.actor.kind !== 'person') return refuse('NOT_ALLOWED');
    if (!state?.holder) return refuse('COMPLAINT_NOT_TAKEN');
    if (!holdsFor(context, state.holder)) return refuse('COMPLAINT_HELD_BY_ANOTHER');
    const decided = decide(state, input, context);
    return decided.ok ? granted({ ...decided.value, ...inStead(context, state.holder) }) : decided;
  };
}
