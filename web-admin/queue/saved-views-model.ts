import type { Refusal } from '../../domain/refusals.ts';
import type { SavedView } from '../../operations/complaints/list-saved-views.ts';
import { writeQueueWish } from '../../operations/complaints/queue-filter.ts';
import type { QueueWish } from '../../operations/complaints/queue-filter.ts';
import { say } from '../../wording/say.ts';
import { formIdOf } from '../form-id.ts';
import { typed } from '../read-form.ts';
import type { StaffVisit } from '../visit.ts';

type Saved = { views: readonly SavedView[]; canShare: boolean };

/** The saved views beside a queue, and the form that saves the present one. */
export function savedViewsModel(
  visit: StaffVisit,
  wish: QueueWish,
  { views, canShare }: Saved,
  refusal?: Refusal['refusal'],
) {
  const { language } = visit;
  const search = writeQueueWish(wish);
  const name = typed(visit, 'name');
  return {
    links: views.map((view) => ({
      text: view.name,
      href: `/${language}?${view.search}`,
      isCurrent: view.search === search,
    })),
    hasCurrent: views.some((view) => view.search === search),
    isOpen: visit.request.method === 'POST',
    action: `/${language}/views/save-view`,
    manage: `/${language}/views`,
    id: formIdOf(visit, 'id', refusal),
    search,
    canShare,
    name: {
      name: 'name',
      id: 'view-name',
      label: say(language, 'saved-views.name'),
      hint: say(language, 'saved-views.name-hint'),
      autocomplete: 'off',
      ...(name === '' ? {} : { value: name }),
    },
  };
}
