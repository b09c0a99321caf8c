import { copyRecipients, servingWays } from '../../domain/complaints/served-copy.ts';
import type { Actor } from '../../domain/people/role.ts';
import { refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { CommittedRecord } from '../../persistence/records/act-batch.ts';
import type { OperationContext } from '../context.ts';
import { actOnCase } from './act-on-case.ts';
import type { CaseFiles, CaseRequest } from './act-on-case.ts';
import { preparePaper } from './paper.ts';

type ServedCopy = CaseRequest & {
  to: string;
  way: string;
  servedAt: Instant;
  /** Who took it; private. */
  name: string;
  /** Of the letter; demanded for the post. */
  number: string;
  text: string;
  files?: Omit<CaseFiles, 'purpose'>;
};

/**
 * Staff enter that a copy of the outcome was served: to whom, how, when, with a scan where there is one. Refuses
 * SERVED_IN_FUTURE, SERVED_BEFORE_OUTCOME, COMPLAINT_NOT_DECIDED, and INPUT_INVALID for a letter without its number.
 */
export async function serveCopy(
  context: OperationContext,
  actor: Actor,
  request: ServedCopy,
): Promise<Outcome<readonly CommittedRecord[]>> {
  const { to, way, servedAt, name, number, text, files, ...rest } = request;
  if (!copyRecipients.some((one) => one === to)) return refuse('INPUT_INVALID', { field: 'to' });
  if (!servingWays.some((one) => one === way)) return refuse('INPUT_INVALID', { field: 'way' });
  if (way === 'post' && number.trim() === '') return refuse('INPUT_INVALID', { field: 'letter' });
  const paper = preparePaper('serving', { text, name: name.trim(), number: number.trim() }, true);
  if (!paper.ok) return paper;
  return actOnCase(context, actor, {
    ...rest,
    act: 'serveCopy',
    input: { to, way, servedAt },
    paper: paper.value,
    files: { ids: files?.ids ?? [], client: files?.client ?? '', purpose: 'serving' },
  });
}
