import { z } from 'zod';
import { complaintKinds, complaintStatuses, finishedStatuses } from '../../domain/complaints/complaint.ts';
import { queueSorts, queueViews } from '../../domain/complaints/queue-view.ts';
import { isTerritory } from '../../domain/places/territories.ts';
import { isCalendarDay } from '../../domain/time/calendar-day.ts';

/** The statuses that a queue can hold: the case is not finished. */
export const openStatuses = complaintStatuses.filter((status) => !finishedStatuses.includes(status));

const many = <T extends z.ZodType>(schema: T) =>
  z
    .preprocess((value) => (value === undefined || value === '' ? [] : [value].flat()), z.array(schema).max(20))
    .catch([]);
const day = z.string().refine(isCalendarDay).optional().catch(undefined);

/**
 * What a queue is narrowed to, as an address says it. A word that means nothing is left out and narrows nothing:
 * an address that was saved stays good when a list of words changes.
 */
const queueFilterSchema = z.object({
  view: z.enum(queueViews).optional().catch(undefined),
  stage: many(z.enum(openStatuses)),
  kind: many(z.enum(complaintKinds)),
  place: z.string().refine(isTerritory).optional().catch(undefined),
  holder: z
    .union([z.uuid(), z.literal('nobody')])
    .optional()
    .catch(undefined),
  from: day,
  to: day,
  sort: z.enum(queueSorts).optional().catch(undefined),
});

export type QueueWish = z.output<typeof queueFilterSchema>;

/** Reads the wish for a queue from the parameters of an address; what is not understood is left out. */
export function readQueueWish(query: Readonly<Record<string, unknown>>): QueueWish {
  return queueFilterSchema.parse(query);
}

/** The wish as the parameters of an address, always in the same order; equal wishes have equal addresses. */
export function writeQueueWish(wish: Partial<QueueWish>): string {
  const parameters = new URLSearchParams();
  const { view, stage = [], kind = [], place, holder, from, to, sort } = wish;
  if (view !== undefined) parameters.append('view', view);
  for (const value of stage.toSorted()) parameters.append('stage', value);
  for (const value of kind.toSorted()) parameters.append('kind', value);
  for (const [name, value] of Object.entries({ place, holder, from, to, sort })) {
    if (value !== undefined && !(name === 'sort' && value === 'pressing')) parameters.append(name, value);
  }
  return parameters.toString();
}
