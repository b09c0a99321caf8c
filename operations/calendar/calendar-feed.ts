import { createHash, randomUUID } from 'node:crypto';
import type { Language } from '../../domain/language.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { addMilliseconds } from '../../domain/time/instant.ts';
import { listDeadlineRows, listHearingRows, listSittingEntries } from '../../persistence/calendar/calendar-rows.ts';
import { deleteFeedRow, readFeedRow, useFeedRow, writeFeedRow } from '../../persistence/calendar/feed-rows.ts';
import type { FeedRow } from '../../persistence/calendar/feed-rows.ts';
import { printPersonFeed } from '../../prints/calendar/person-feed.ts';
import type { OperationContext } from '../context.ts';
import { currentActor } from '../people/current-actor.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import { changeAudited } from '../records/change-audited.ts';
import { sitsIn } from './read-calendar.ts';

const day = 86_400_000;
const daysBack = 60;
const daysAhead = 400;

/** Whether a person has a calendar address, since when, and when it was last read. Never the address itself. */
export async function readFeedState(context: OperationContext, actor: PersonActor): Promise<FeedRow | null> {
  return (await readFeedRow(context.database, actor.personId)) ?? null;
}

/**
 * Makes a secret address for a person's own calendar and tells it once; the database keeps its SHA-256. A former one is
 * worth nothing from then on.
 */
export async function renewFeed(context: OperationContext, actor: PersonActor): Promise<{ token: string }> {
  const token = randomUUID();
  const { legal } = await context.clock();
  await changeAudited(context, actor, {
    action: 'calendar.renewFeed',
    change: (tx) => writeFeedRow(tx, { personId: actor.personId, tokenHash: hashOf(token), madeAt: legal }),
  });
  return { token };
}

/** Ends a person's calendar address; without one nothing happens. */
export async function revokeFeed(context: OperationContext, actor: PersonActor): Promise<void> {
  await changeAudited(context, actor, {
    action: 'calendar.revokeFeed',
    change: (tx) => deleteFeedRow(tx, actor.personId),
  });
}

/**
 * The calendar behind a secret address as iCalendar text: number, kind of event and link, no name and no word of a case.
 * Rights are those of now. A term that ended otherwise than by being
 * missed is told as cancelled, a suspended one as tentative, one that moved under its old name. Refuses
 * NOT_FOUND for an unknown secret and for who has no appointment any more.
 */
export async function readFeed(
  context: OperationContext,
  request: { token: string; language: Language; desk: string },
): Promise<Outcome<string>> {
  const { legal: now } = await context.clock();
  const personId = await useFeedRow(context.database, hashOf(request.token), now);
  if (personId === undefined) return refuse('NOT_FOUND');
  const actor = await currentActor(context, personId);
  if (actor.appointments.length === 0) return refuse('NOT_FOUND');
  const filter = {
    commissionIds: actor.appointments.map(({ commissionId }) => commissionId),
    personId,
    sitsIn: sitsIn(actor),
    from: addMilliseconds(now, -daysBack * day),
    until: addMilliseconds(now, daysAhead * day),
  };
  const [deadlines, sittings, hearings] = await Promise.all([
    listDeadlineRows(context.database, filter),
    listSittingEntries(context.database, filter),
    listHearingRows(context.database, filter),
  ]);
  return granted(printPersonFeed(request.language, { desk: request.desk, deadlines, sittings, hearings }));
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
