import type { Actor } from '../../domain/people/role.ts';
import type { OperationContext } from '../context.ts';
import { actOnCase } from './act-on-case.ts';
import type { CaseFiles, CaseRequest } from './act-on-case.ts';
import { preparePaper } from './paper.ts';

/** Enters the answer to a request, with its files; late ones too. Refuses PAPER_EMPTY without words. */
export async function recordAnswer(
  context: OperationContext,
  actor: Actor,
  request: CaseRequest & { requestId: string; text: string; files?: Omit<CaseFiles, 'purpose'> },
) {
  const { requestId, text, files, ...rest } = request;
  const paper = preparePaper('answer', { text, about: requestId });
  if (!paper.ok) return paper;
  return actOnCase(context, actor, {
    ...rest,
    act: 'recordAnswer',
    input: { requestId },
    paper: paper.value,
    files: { ids: files?.ids ?? [], client: files?.client ?? '', purpose: 'answer' },
  });
}
