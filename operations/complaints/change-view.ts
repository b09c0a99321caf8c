import type { Commission } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { deleteSavedView, renameSavedView } from '../../persistence/complaints/saved-views.ts';
import type { OperationContext } from '../context.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import { changeAudited } from '../records/change-audited.ts';
import { listSavedViews } from './list-saved-views.ts';
import { viewName } from './save-view.ts';

type OneView = { commission: Commission; viewId: string };

/** Gives a saved view another name. Refuses NOT_FOUND, NOT_ALLOWED, VIEW_NAME_EMPTY, VIEW_NAME_TOO_LONG. */
export async function renameView(
  context: OperationContext,
  actor: PersonActor,
  request: OneView & { name: string },
): Promise<Outcome<undefined>> {
  const name = viewName(request.name);
  if (!name.ok) return name;
  return changeView(context, actor, request, {
    action: 'desk.renameView',
    change: (tx) => renameSavedView(tx, request.viewId, name.value),
  });
}

/** Deletes a saved view; one that is gone is as good as deleted. Refuses NOT_ALLOWED. */
export async function deleteView(
  context: OperationContext,
  actor: PersonActor,
  request: OneView,
): Promise<Outcome<undefined>> {
  const outcome = await changeView(context, actor, request, {
    action: 'desk.deleteView',
    change: (tx) => deleteSavedView(tx, request.viewId),
  });
  return !outcome.ok && outcome.refusal.code === 'NOT_FOUND' ? granted(undefined) : outcome;
}

async function changeView(
  context: OperationContext,
  actor: PersonActor,
  { commission, viewId }: OneView,
  what: Parameters<typeof changeAudited>[2],
): Promise<Outcome<undefined>> {
  const { views } = await listSavedViews(context, actor, commission);
  const view = views.find(({ id }) => id === viewId);
  if (!view) return refuse('NOT_FOUND');
  if (!view.isMine) return refuse('NOT_ALLOWED');
  await changeAudited(context, actor, what);
  return granted(undefined);
}
