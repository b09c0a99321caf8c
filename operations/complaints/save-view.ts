import type { Commission } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { insertSavedView } from '../../persistence/complaints/saved-views.ts';
import type { OperationContext } from '../context.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import { changeAudited } from '../records/change-audited.ts';
import { mayReadLists } from '../records/read-access.ts';
import { listSavedViews } from './list-saved-views.ts';
import type { SavedView } from './list-saved-views.ts';
import { readQueueWish, writeQueueWish } from './queue-filter.ts';

const mostViews = 30;
const longestName = 60;

/** A name as it is kept: one line without spaces around it. Refuses VIEW_NAME_EMPTY and VIEW_NAME_TOO_LONG. */
export function viewName(written: string): Outcome<string> {
  const name = written.replaceAll(/[\p{C}\s]+/gu, ' ').trim();
  if (name === '') return refuse('VIEW_NAME_EMPTY');
  return Array.from(name).length > longestName ? refuse('VIEW_NAME_TOO_LONG') : granted(name);
}

/**
 * Saves what a queue is narrowed to under a name, for oneself or, by who may, for the whole commission. `viewId` is
 * chosen by the page that asks, so that two clicks are one view; anything else under the id of a view that is there is
 * refused with FORM_ALREADY_USED. The name stands in no audit and no log. Refuses NOT_ALLOWED, VIEW_NAME_EMPTY,
 * VIEW_NAME_TOO_LONG, VIEWS_TOO_MANY.
 */
export async function saveView(
  context: OperationContext,
  actor: PersonActor,
  request: { commission: Commission; viewId: string; name: string; search: string; isShared: boolean },
): Promise<Outcome<undefined>> {
  const { commission, viewId, isShared } = request;
  if (!mayReadLists(actor, commission)) return refuse('NOT_ALLOWED');
  const name = viewName(request.name);
  if (!name.ok) return name;
  const { views, canShare } = await listSavedViews(context, actor, commission);
  if (isShared && !canShare) return refuse('NOT_ALLOWED');
  const search = writeQueueWish(readQueueWish(parametersOf(request.search)));
  const view = { id: viewId, author: actor.personId, isShared, name: name.value, search };
  if (views.some(({ id }) => id === viewId)) return savedBefore(views, view);
  if (views.filter((each) => each.isShared === isShared).length >= mostViews) return refuse('VIEWS_TOO_MANY');
  const { legal } = await context.clock();
  let isNew = false;
  await changeAudited(context, actor, {
    action: 'desk.saveView',
    change: async (tx) => {
      isNew = await insertSavedView(tx, { ...view, commissionId: commission.id, savedAt: legal });
      return isNew;
    },
  });
  return isNew ? granted(undefined) : savedBefore((await listSavedViews(context, actor, commission)).views, view);
}

type View = Pick<SavedView, 'id' | 'name' | 'search' | 'isShared'>;

/** The answer for an id that was used: a second click, or something else that must not be lost. */
function savedBefore(views: readonly View[], { id, name, search, isShared }: View): Outcome<undefined> {
  const kept = views.find((one) => one.id === id);
  const isSame = kept?.name === name && kept.search === search && kept.isShared === isShared;
  return isSame ? granted(undefined) : refuse('FORM_ALREADY_USED');
}

/** The parameters of an address, one that stands twice as a list. */
export function parametersOf(search: string): Record<string, string | string[]> {
  const parameters = new URLSearchParams(search);
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((key) => {
      const values = parameters.getAll(key);
      return [key, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}
