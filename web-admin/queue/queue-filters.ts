import { complaintKinds } from '../../domain/complaints/complaint.ts';
import { queueSorts, queueViews } from '../../domain/complaints/queue-view.ts';
import type { QueueView } from '../../domain/complaints/queue-view.ts';
import { territoryGroups } from '../../domain/places/territories.ts';
import { LANGUAGES } from '../../domain/language.ts';
import type { Language } from '../../domain/language.ts';
import { remembering } from '../../domain/remember.ts';
import type { Queue } from '../../operations/complaints/list-queue.ts';
import { openStatuses, writeQueueWish } from '../../operations/complaints/queue-filter.ts';
import type { QueueWish } from '../../operations/complaints/queue-filter.ts';
import { say } from '../../wording/say.ts';

/** The address of the queue for a wish. */
export function queueHref(language: Language, wish: Partial<QueueWish>, more: Record<string, string> = {}): string {
  const search = [writeQueueWish(wish), new URLSearchParams(more).toString()].filter((part) => part !== '').join('&');
  return `/${language}${search === '' ? '' : `?${search}`}`;
}

const onlyWhenFilled: readonly QueueView[] = ['absent', 'toCheck', 'toServe', 'below'];

/** The views with how much each holds; those that most people never have anything in are left out when empty. */
export function queueViewLinks(language: Language, queue: Queue, isSaved: boolean) {
  const views = queueViews.filter(
    (name) => !onlyWhenFilled.includes(name) || queue.counts[name] > 0 || name === queue.view,
  );
  return views.map((name) => ({
    text: say(language, `desk.view.${name}`),
    href: name === 'votingDay' ? `/${language}/voting-day` : queueHref(language, { view: name }),
    count: queue.counts[name],
    isCurrent: !isSaved && name === queue.view,
  }));
}

/** The form that narrows a queue, as it stands, with the figures of the whole view. */
export function queueFilters(language: Language, queue: Queue, wish: QueueWish) {
  const word = (key: string): string => say(language, `queue.filter.${key}`);
  return {
    action: `/${language}`,
    view: queue.view,
    isNarrowed: isNarrowed(wish),
    clear: queueHref(language, { view: queue.view }),
    stage: {
      name: 'stage',
      label: word('stage'),
      values: wish.stage,
      options: openStatuses.map((status) => ({
        value: status,
        text: say(language, `complaints.status.${status}`),
        count: queue.facets.status[status] ?? 0,
      })),
    },
    kind: {
      name: 'kind',
      label: word('kind'),
      values: wish.kind,
      options: complaintKinds
        .filter((kind) => (queue.facets.kind[kind] ?? 0) > 0 || wish.kind.includes(kind))
        .map((kind) => ({
          value: kind,
          text: say(language, `complaints.kind.${kind}`),
          count: queue.facets.kind[kind] ?? 0,
        })),
    },
    place: { label: word('place'), value: wish.place ?? '', groups: placeGroups(language) },
    holder: queue.view !== 'mine' &&
      queue.view !== 'unassigned' && {
        name: 'holder',
        label: word('holder'),
        value: wish.holder ?? '',
        options: [
          { value: '', text: word('anybody') },
          { value: 'nobody', text: word('nobody') },
          ...queue.staff.map(({ personId, name }) => ({ value: personId, text: name })),
        ],
      },
    from: { name: 'from', type: 'date', label: word('from'), value: wish.from ?? '' },
    to: { name: 'to', type: 'date', label: word('to'), value: wish.to ?? '' },
    sort: {
      name: 'sort',
      label: word('sort'),
      value: queue.sort,
      options: queueSorts.map((sort) => ({ value: sort, text: say(language, `queue.sort.${sort}`) })),
    },
  };
}

/** Whether anything but view and order is wished. */
export function isNarrowed({ stage, kind, place, holder, from, to }: QueueWish): boolean {
  return stage.length + kind.length > 0 || [place, holder, from, to].some((value) => value !== undefined);
}

/** The same for everybody, and long. */
const placeGroups = remembering(LANGUAGES.length, (language: Language) =>
  territoryGroups.map(({ key, parts }) => {
    const name = say(language, `territories.${key}`);
    return {
      name,
      options: [key, ...parts].map((each) => ({ value: each, text: say(language, `territories.${each}`) })),
    };
  }),
);
