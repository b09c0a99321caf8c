import type { Actor } from '../../domain/people/role.ts';
import { refuse } from '../../domain/refusals.ts';
import type { OperationContext } from '../context.ts';
import { actOnCase } from './act-on-case.ts';
import type { CaseFiles, CaseRequest } from './act-on-case.ts';
import { preparePaper } from './paper.ts';

/**
 * The complainant answers a return for defects by words, files or both. The caller has proved who it is (the receipt's
 * code), or is a clerk who enters paper. Refuses NOTHING_FILED without either.
 */
export async function cureDefects(
  context: OperationContext,
  actor: Actor,
  request: CaseRequest & { text: string; files?: Omit<CaseFiles, 'purpose'> },
) {
  const { text, files, ...rest } = request;
  if (text.trim() === '' && (files?.ids.length ?? 0) === 0) return refuse('NOTHING_FILED');
  const paper = preparePaper('cure', { text }, true);
  if (!paper.ok) return paper;
  return actOnCase(context, actor, {
    ...rest,
    act: 'cureDefects',
    paper: paper.value,
    files: { ids: files?.ids ?? [], client: files?.client ?? '', purpose: 'evidence' },
  });
}
