import { appealResults } from '../../domain/complaints/case-appeal.ts';
import type { AppealResult } from '../../domain/complaints/case-appeal.ts';
import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import type { Actor } from '../../domain/people/role.ts';
import { refuse } from '../../domain/refusals.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import type { OperationContext } from '../context.ts';
import { actOnCase } from './act-on-case.ts';
import type { CaseFiles, CaseRequest } from './act-on-case.ts';
import { consequencesOfAppeal } from './consequences-of-appeal.ts';
import { preparePaper } from './paper.ts';

/**
 * Staff enter what the court decided. In the same transaction the decision loses its force where it was annulled or sent
 * back, and a case sent back is open again with a new term. Refuses APPEAL_UNKNOWN, APPEAL_CLOSED.
 */
export async function recordAppealResult(
  context: OperationContext,
  actor: Actor,
  request: CaseRequest & {
    appealId: string;
    result: string;
    number: string;
    text: string;
    files?: Omit<CaseFiles, 'purpose'>;
  },
) {
  const { appealId, result, number, text, files, ...rest } = request;
  if (!isResult(result)) return refuse('INPUT_INVALID', { field: 'result' });
  const known = await readRecordState<ComplaintState>(context.database, request.complaintId, 'complaint');
  if (!known) return refuse('NOT_FOUND');
  const appeal = known.state.appeals.find(({ id }) => id === appealId);
  if (!appeal || appeal.to === 'upperCommission') return refuse('APPEAL_UNKNOWN');
  const paper = preparePaper('appealResult', { text, number, about: appealId }, true);
  if (!paper.ok) return paper;
  return actOnCase(context, actor, {
    ...rest,
    act: 'recordAppealResult',
    input: { appealId, result },
    paper: paper.value,
    files: { ids: files?.ids ?? [], client: files?.client ?? '', purpose: 'courtAct' },
    also: await consequencesOfAppeal(context, known.state, result, 'court'),
  });
}

function isResult(text: string): text is AppealResult {
  return (appealResults as readonly string[]).includes(text);
}
