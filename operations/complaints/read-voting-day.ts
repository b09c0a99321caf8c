import type { LawPack } from '../../domain/law/law-pack.ts';
import type { Commission } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { millisecondsBetween } from '../../domain/time/instant.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { countAtOnce, readDeskLook, writeDeskLook } from '../../persistence/complaints/queue-counts.ts';
import { countQueueBehind, listQueueRows } from '../../persistence/complaints/queue-page.ts';
import type { QueueRow } from '../../persistence/complaints/queue-page.ts';
import type { OperationContext } from '../context.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import { mayReadLists } from '../records/read-access.ts';
import { queueFilterFor } from './queue-filter-for.ts';
import { readQueueWish } from './queue-filter.ts';

const mostRows = 200;

/** A case that is due at once: whole minutes since it was received, and whether that is over the alarm of the pack. */
export type AtOnceCase = { row: QueueRow; minutes: number; isAlarm: boolean; isNew: boolean; isSounding: boolean };

/** The cases due at once, the longest waiting first; `behind` are not shown. `lookedAt` is the look before this one. */
export type VotingDay = {
  now: Instant;
  lookedAt: Instant | null;
  alarmMinutes: number;
  cases: readonly AtOnceCase[];
  behind: number;
};

type VotingDayRequest = {
  commission: Commission;
  pack: LawPack;
  /** Set when the page renews itself: the look that opened it, and the last renewal. It is no new look. */
  renewal: { lookedAt: Instant | null; renewedAt: Instant } | null;
};

/**
 * The queue of voting day. To open it is a look, which is kept, so that later pages can say what is new since; that the
 * page renews itself is none. A case sounds once: when it came after the last renewal.
 */
export async function readVotingDay(
  context: OperationContext,
  actor: PersonActor,
  { commission, pack, renewal }: VotingDayRequest,
): Promise<Outcome<VotingDay>> {
  if (!mayReadLists(actor, commission)) return refuse('NOT_ALLOWED');
  const { legal: now } = await context.clock();
  const { database } = context;
  const looker = { commissionId: commission.id, personId: actor.personId };
  const lookedAt = renewal === null ? await readDeskLook(database, looker) : renewal.lookedAt;
  if (renewal === null) await writeDeskLook(database, { ...looker, at: now });
  const wish = { ...readQueueWish({}), view: 'votingDay' as const };
  const filter = await queueFilterFor(context, actor, { commission, wish, now });
  const rows = await listQueueRows(database, filter, { sort: 'oldest', after: null, limit: mostRows + 1 });
  const shown = rows.slice(0, mostRows);
  const last = rows.length > mostRows ? shown.at(-1) : undefined;
  const alarmMinutes = pack.alarms.atOnceMinutes;
  return granted({
    now,
    lookedAt,
    alarmMinutes,
    cases: shown.map((row) => {
      const minutes = Math.floor(millisecondsBetween(row.receivedAt, now) / 60_000);
      return {
        row,
        minutes,
        isAlarm: minutes >= alarmMinutes,
        isNew: lookedAt === null || row.receivedAt > lookedAt,
        isSounding: renewal !== null && row.receivedAt > renewal.renewedAt,
      };
    }),
    behind: last === undefined ? 0 : await countQueueBehind(database, filter, { sort: 'oldest', after: last }),
  });
}

/** How many cases of the commission are due at once, and how many came since this person's last look. */
export async function countVotingDay(
  context: OperationContext,
  actor: PersonActor,
  commission: Commission,
): Promise<{ open: number; unseen: number }> {
  if (!mayReadLists(actor, commission)) return { open: 0, unseen: 0 };
  return countAtOnce(context.database, { commissionId: commission.id, personId: actor.personId });
}
