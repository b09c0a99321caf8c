import { can } from '../../domain/access/can.ts';
import { standsInFor } from '../../domain/access/standing-in.ts';
import { queueEdges } from '../../domain/complaints/queue-band.ts';
import { addDays, momentAt } from '../../domain/law/counting/calendar.ts';
import type { Commission } from '../../domain/people/role.ts';
import { territoryGroups } from '../../domain/places/territories.ts';
import type { CalendarDay } from '../../domain/time/calendar-day.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { QueueFilter } from '../../persistence/complaints/queue-conditions.ts';
import { listAway } from '../../persistence/people/absence-rows.ts';
import type { OperationContext } from '../context.ts';
import { presentLaw } from '../law/find-pack.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import type { QueueWish } from './queue-filter.ts';

/** `away`: who is away now, where the caller asks for it too. */
type Asked = { commission: Commission; wish: QueueWish; now: Instant; away?: ReturnType<typeof listAway> };

/**
 * What a person's wish asks of the database at a moment, days being days of Asia/Bishkek and a territory standing for its
 * parts too. The cases of the absent are those of everybody who is away for who presides, else of whom one stands in for.
 */
export async function queueFilterFor(
  context: OperationContext,
  actor: PersonActor,
  { commission, wish, now, away = listAway(context.database, commission.id, now) }: Asked,
): Promise<QueueFilter> {
  const { place, holder } = wish;
  const parts = territoryGroups.find(({ key }) => key === place)?.parts ?? [];
  const presides = can(actor, { own: ['chair', 'deputyChair'] }, commission);
  const [absent, law] = await Promise.all([away, presentLaw(context)]);
  return {
    commissionId: commission.id,
    me: actor.personId,
    edges: queueEdges(now),
    view: wish.view ?? 'all',
    statuses: wish.stage,
    kinds: wish.kind,
    territories: place === undefined ? [] : [place, ...parts],
    holder: holder === undefined || holder === 'nobody' ? null : holder,
    isHeldByNobody: holder === 'nobody',
    receivedFrom: wish.from === undefined ? null : momentAt(wish.from as CalendarDay),
    receivedUntil: wish.to === undefined ? null : momentAt(addDays(wish.to as CalendarDay, 1)),
    absent: absent
      .map(({ personId }) => personId)
      .filter((personId) => presides || standsInFor(actor, personId, 'lawyer', commission.id)),
    isCheckDemanded: law?.decisions.draftCheck.required === true,
  };
}
