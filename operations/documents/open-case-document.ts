import { granted } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { LinkForm } from '../../persistence/documents/file-links.ts';
import type { OperationContext } from '../context.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import { createFileLink } from './create-file-link.ts';
import { reachCaseDocument } from './reach-case-document.ts';

/**
 * A single-use path to a document of a case for a member of staff, as it may be looked at or as the original to save.
 * Refuses what `reachCaseDocument` refuses.
 */
export async function openCaseDocument(
  context: OperationContext,
  actor: PersonActor,
  request: { complaintId: string; documentId: string; form: Exclude<LinkForm, 'viewed'> },
): Promise<Outcome<{ path: string }>> {
  const { documentId, form } = request;
  const reached = await reachCaseDocument(context, actor, request);
  if (!reached.ok) return reached;
  return granted({ path: await createFileLink(context, { documentId, personId: actor.personId, form }) });
}
