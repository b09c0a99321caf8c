import { complaintDefects } from '../../domain/complaints/complaint.ts';
import type { ComplaintDefect } from '../../domain/complaints/complaint.ts';
import type { Actor } from '../../domain/people/role.ts';
import { refuse } from '../../domain/refusals.ts';
import type { OperationContext } from '../context.ts';
import { actOnCase } from './act-on-case.ts';
import type { CaseRequest } from './act-on-case.ts';
import { preparePaper } from './paper.ts';

/**
 * The holder returns a complaint with the defects by name and in words; the term to cure runs. Refuses DEFECTS_REQUIRED
 * without one of the list, PAPER_EMPTY without words.
 */
export async function returnForDefects(
  context: OperationContext,
  actor: Actor,
  request: CaseRequest & { defects: readonly string[]; text: string },
) {
  const { defects, text, ...rest } = request;
  if (defects.length === 0 || !defects.every(isDefect)) return refuse('DEFECTS_REQUIRED');
  const paper = preparePaper('defects', { text });
  if (!paper.ok) return paper;
  return actOnCase(context, actor, { ...rest, act: 'returnForDefects', input: { defects }, paper: paper.value });
}

function isDefect(text: string): text is ComplaintDefect {
  return (complaintDefects as readonly string[]).includes(text);
}
