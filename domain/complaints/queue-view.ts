/**
 * Whose cases and which: those I hold, those in whose working group I am, those of who is away, those nobody holds, those whose draft waits for its
 * check where the pack demands one, those of whose outcome somebody has still to get a copy, those past their term, those that end today, those due at
 * once, all of my commission, those of the commissions below it.
 */
export const queueViews = [
  'mine',
  'group',
  'absent',
  'unassigned',
  'toCheck',
  'toServe',
  'overdue',
  'today',
  'votingDay',
  'all',
  'below',
] as const;
export type QueueView = (typeof queueViews)[number];

/** How a queue is ordered: by how terms press, or by when complaints were received. */
export const queueSorts = ['pressing', 'newest', 'oldest'] as const;
export type QueueSort = (typeof queueSorts)[number];
