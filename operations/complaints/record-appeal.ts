import { randomUUID } from 'node:crypto';
import type { Actor } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { OperationContext } from '../context.ts';
import { actOnCase } from './act-on-case.ts';
import type { CaseFiles, CaseRequest } from './act-on-case.ts';
import { preparePaper } from './paper.ts';

const courts = ['administrativeCourt', 'supremeCourt'] as const;

/**
 * Staff enter that a court has the case: courts are not users. `number` is the court's own number; the papers come as
 * files. The court's term runs from now. Refuses COMPLAINT_NOT_DECIDED.
 */
export async function recordAppeal(
  context: OperationContext,
  actor: Actor,
  request: CaseRequest & { to: string; number: string; text: string; files?: Omit<CaseFiles, 'purpose'> },
): Promise<Outcome<{ appealId: string }>> {
  const { to, number, text, files, ...rest } = request;
  if (!(courts as readonly string[]).includes(to)) return refuse('INPUT_INVALID', { field: 'to' });
  const appealId = randomUUID();
  const paper = preparePaper('appeal', { text, number, about: appealId }, true);
  if (!paper.ok) return paper;
  const outcome = await actOnCase(context, actor, {
    ...rest,
    act: 'recordAppeal',
    input: { appealId, to },
    paper: paper.value,
    files: { ids: files?.ids ?? [], client: files?.client ?? '', purpose: 'courtAct' },
  });
  return outcome.ok ? granted({ appealId }) : outcome;
}
