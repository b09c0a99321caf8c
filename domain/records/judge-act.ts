import { can } from '../access/can.ts';
import { refuse } from '../refusals.ts';
import type { Outcome } from '../refusals.ts';
import type { ActContext, ActDefinition, Decided, RecordState, Subject } from './subject.ts';

/**
 * What the rules would answer to an act, without doing it: who may, what the status says, what the act itself checks.
 * The same order as the engine's. `state` is undefined for a record that does not exist yet.
 */
export function judgeAct<State extends RecordState>(
  subject: Subject<State>,
  question: { act: string; state: State | undefined; input: Record<string, unknown>; context: ActContext },
): Outcome<Decided> {
  const definition = subject.acts[question.act] as ActDefinition<State> | undefined;
  if (!definition) throw new TypeError(`no act ${subject.name}.${question.act}`);
  if (!can(question.context.actor, definition.access, question.context.commission)) return refuse('NOT_ALLOWED');
  const answer = subject.transitions[question.state?.status ?? 'none']?.[question.act] ?? { refuse: 'NOT_FOUND' };
  if ('refuse' in answer) return refuse(answer.refuse);
  return definition.decide(question.state, question.input as never, question.context);
}
