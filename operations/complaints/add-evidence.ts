import type { Actor } from '../../domain/people/role.ts';
import { refuse } from '../../domain/refusals.ts';
import type { OperationContext } from '../context.ts';
import { actOnCase } from './act-on-case.ts';
import type { CaseFiles, CaseRequest } from './act-on-case.ts';
import { preparePaper } from './paper.ts';

/** More evidence from the complainant, until the decision. Refuses NOTHING_FILED without words and files. */
export async function addEvidence(
  context: OperationContext,
  actor: Actor,
  request: CaseRequest & { text: string; files?: Omit<CaseFiles, 'purpose'> },
) {
  const { text, files, ...rest } = request;
  if (text.trim() === '' && (files?.ids.length ?? 0) === 0) return refuse('NOTHING_FILED');
  const paper = preparePaper('evidence', { text }, true);
  if (!paper.ok) return paper;
  return actOnCase(context, actor, {
    ...rest,
    act: 'addEvidence',
    paper: paper.value,
    files: { ids: files?.ids ?? [], client: files?.client ?? '', purpose: 'evidence' },
  });
}
