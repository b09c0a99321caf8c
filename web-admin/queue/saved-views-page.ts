import { z } from 'zod';
import { parametersOf, saveView } from '../../operations/complaints/save-view.ts';
import { deleteView, renameView } from '../../operations/complaints/change-view.ts';
import { listSavedViews } from '../../operations/complaints/list-saved-views.ts';
import type { SavedView } from '../../operations/complaints/list-saved-views.ts';
import { readQueueWish } from '../../operations/complaints/queue-filter.ts';
import type { Refusal } from '../../domain/refusals.ts';
import { say } from '../../wording/say.ts';
import { readForm, typed } from '../read-form.ts';
import { redirect } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';
import { queuePageOf } from './queue-page.ts';

/** The saved views with what changes them. */
export async function savedViewsPage(visit: StaffVisit, refusal?: Refusal['refusal']): Promise<Answer> {
  const { language, context, actor, place } = visit;
  const { views } = await listSavedViews(context, actor, place.commission);
  const rows = (isShared: boolean) =>
    views.filter((view) => view.isShared === isShared).map((view) => viewModel(visit, view));
  const title = say(language, 'saved-views.title');
  const groups = [
    { heading: say(language, 'saved-views.own'), rows: rows(false) },
    { heading: say(language, 'saved-views.of-commission'), rows: rows(true) },
  ];
  return {
    kind: 'page',
    view: 'queue/saved-views.njk',
    title,
    crumbs: [
      { text: say(language, 'desk.nav.queue'), href: `/${language}` },
      { text: title, href: '', current: true },
    ],
    model: { groups: groups.filter((group) => group.rows.length > 0) },
    ...(refusal === undefined ? {} : { refusal }),
  };
}

function viewModel({ language }: StaffVisit, { id, name, search, isMine }: SavedView) {
  return {
    id,
    name,
    href: `/${language}?${search}`,
    isMine,
    rename: `/${language}/views/${id}/rename-view`,
    renameLabel: say(language, 'saved-views.rename-label', { name }),
    delete: `/${language}/views/${id}/delete-view`,
  };
}

const saveSchema = z.strictObject({
  id: z.uuid(),
  search: z.string().max(2000),
  name: z.string().max(1000),
  shared: z.literal('yes').optional(),
});

/** Saves the present view and leads back to it; a refused name comes back as it was typed. */
export async function saveViewAct(visit: StaffVisit): Promise<Answer> {
  const { language, context, actor, place } = visit;
  const wish = readQueueWish(parametersOf(typed(visit, 'search')));
  const form = readForm(visit, saveSchema);
  const outcome = form.ok
    ? await saveView(context, actor, {
        commission: place.commission,
        viewId: form.value.id,
        name: form.value.name,
        search: form.value.search,
        isShared: form.value.shared === 'yes',
      })
    : form;
  return outcome.ok
    ? redirect(`/${language}?${typed(visit, 'search')}`)
    : queuePageOf(visit, { wish, refusal: outcome.refusal });
}

const renameSchema = z.strictObject({ name: z.string().max(1000) });

export async function renameViewAct(visit: StaffVisit): Promise<Answer> {
  const { language, context, actor, place, params } = visit;
  const form = readForm(visit, renameSchema);
  const outcome = form.ok
    ? await renameView(context, actor, { commission: place.commission, viewId: params['id'] ?? '', ...form.value })
    : form;
  return outcome.ok ? redirect(`/${language}/views`) : savedViewsPage(visit, outcome.refusal);
}

export async function deleteViewAct(visit: StaffVisit): Promise<Answer> {
  const { language, context, actor, place, params } = visit;
  const outcome = await deleteView(context, actor, { commission: place.commission, viewId: params['id'] ?? '' });
  return outcome.ok ? redirect(`/${language}/views`) : savedViewsPage(visit, outcome.refusal);
}
