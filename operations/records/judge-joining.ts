import { complaintSubject } from '../../domain/complaints/complaint-subject.ts';
import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import { judgeAct } from '../../domain/records/judge-act.ts';
import type { ActContext } from '../../domain/records/subject.ts';
import type { Refusal } from '../../domain/refusals.ts';

/** A complaint that could be considered together with the open one, as it stands with its version. */
export type JoinCandidate = { state: ComplaintState; version: number };

/** Which way two complaints can be joined now: the open one to the other, the other to the open one, or why neither. */
export type JudgedJoining = { id: string; version: number } & (
  { way: 'toOther' | 'toThis' } | { way: null; refusal: Refusal['refusal'] }
);

/** Asks the rules both ways; where both are permitted, the complaint that came first leads. */
export function judgeJoining(
  own: ComplaintState,
  { state: other, version }: JoinCandidate,
  context: Omit<ActContext, 'related'>,
): JudgedJoining {
  const related = (id: string) => [own, other].find((record) => record.id === id);
  const ask = (state: ComplaintState, leadId: string) =>
    judgeAct(complaintSubject, { act: 'joinComplaint', state, input: { leadId }, context: { ...context, related } });
  const [toOther, toThis] = [ask(own, other.id), ask(other, own.id)];
  const { id } = other;
  if (toOther.ok && (!toThis.ok || other.receivedAt <= own.receivedAt)) return { id, version, way: 'toOther' };
  if (toThis.ok) return { id, version, way: 'toThis' };
  return toOther.ok ? { id, version, way: 'toOther' } : { id, version, way: null, refusal: toOther.refusal };
}
