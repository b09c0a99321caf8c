import type { Instant } from '../../domain/time/instant.ts';
import { instant } from '../../domain/time/instant.ts';
import { readQueueWish } from '../../operations/complaints/queue-filter.ts';
import { readVotingDay } from '../../operations/complaints/read-voting-day.ts';
import type { VotingDay } from '../../operations/complaints/read-voting-day.ts';
import { dayTimeShort, time, timeExact } from '../../wording/dates.ts';
import { say } from '../../wording/say.ts';
import { commissionName } from '../desk-frame.ts';
import { refused } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';
import { keepQueuePlace } from './queue-place.ts';
import { queueRow } from './queue-rows.ts';

const renewSeconds = 30;

type Wishes = { sound: boolean; paused: boolean };

/**
 * The queue of voting day: what must be decided at once. The page renews itself by a header, without script, until its
 * reader pauses it; it plays a tone for a new case when its reader has turned the sound on. Both stand in the address.
 */
export async function votingDayPage(visit: StaffVisit): Promise<Answer> {
  const { context, actor, place, query, language, response } = visit;
  const wishes: Wishes = { sound: query['sound'] === 'on', paused: query['renew'] === 'off' };
  const renewedAt = instantOf(query['renewed']);
  const renewal = renewedAt === null ? null : { lookedAt: instantOf(query['seen']), renewedAt };
  const request = { commission: place.commission, pack: place.pack, renewal };
  const outcome = await readVotingDay(context, actor, request);
  if (!outcome.ok) return refused(outcome);
  const { now, lookedAt } = outcome.value;
  if (!wishes.paused) {
    const next = addressOf(visit, wishes, { renewed: now, ...(lookedAt === null ? {} : { seen: lookedAt }) });
    response.set('Refresh', `${String(renewSeconds)}; url=${next}`);
  }
  if (wishes.sound) allowOwnSound(visit);
  keepQueuePlace(visit, readQueueWish({ view: 'votingDay' }));
  const title = say(language, 'voting-day.title');
  const search = searchOf(wishes).toString();
  return { kind: 'page', view: 'queue/voting-day.njk', title, model: pageModel(visit, outcome.value, wishes), search };
}

function pageModel(visit: StaffVisit, { now, cases, alarmMinutes, behind }: VotingDay, wishes: Wishes) {
  const { language, place } = visit;
  const fresh = cases.filter(({ isNew }) => isNew).length;
  const alarms = cases.filter(({ isAlarm }) => isAlarm).length;
  const toggled = (key: string, change: Partial<Wishes>) => ({
    text: say(language, `voting-day.${key}`),
    href: addressOf(visit, { ...wishes, ...change }),
  });
  return {
    commission: commissionName(language, place.commission),
    state: say(language, 'voting-day.state', { open: cases.length + behind, alarms, fresh }),
    alarm: say(language, 'voting-day.alarm-after', { n: alarmMinutes }),
    renewing: wishes.paused
      ? say(language, 'voting-day.paused', { time: timeExact(now) })
      : say(language, 'voting-day.renews', { n: renewSeconds, time: timeExact(now) }),
    renewLink: wishes.paused ? toggled('resume', { paused: false }) : toggled('pause', { paused: true }),
    soundLink: wishes.sound ? toggled('sound-off', { sound: false }) : toggled('sound-on', { sound: true }),
    hasSound: wishes.sound,
    isSounding: wishes.sound && cases.some(({ isSounding }) => isSounding),
    now: addressOf(visit, wishes),
    behind: behind === 0 ? '' : say(language, 'voting-day.behind', { n: behind }),
    rows: cases.map(({ row, minutes, isAlarm, isNew }) => ({
      ...queueRow(visit, row, { now, view: 'votingDay' }),
      minutes: say(language, 'voting-day.minutes', { n: minutes }),
      received: dayTimeShort(language, row.receivedAt),
      clock: time(row.receivedAt),
      isAlarm,
      isNew,
    })),
    rest: { text: say(language, 'desk.view.all'), href: `/${language}?view=all` },
  };
}

function searchOf({ sound, paused }: Wishes): URLSearchParams {
  return new URLSearchParams({ ...(sound ? { sound: 'on' } : {}), ...(paused ? { renew: 'off' } : {}) });
}

function addressOf({ language }: StaffVisit, wishes: Wishes, more: Record<string, string> = {}): string {
  const search = new URLSearchParams([...searchOf(wishes), ...Object.entries(more)]).toString();
  return `/${language}/voting-day${search === '' ? '' : `?${search}`}`;
}

function instantOf(value: unknown): Instant | null {
  try {
    return typeof value === 'string' ? instant(value) : null;
  } catch {
    return null;
  }
}

/** This page alone may play a sound, and only our own. */
function allowOwnSound({ response }: StaffVisit): void {
  response.set('Content-Security-Policy', `${response.get('Content-Security-Policy') ?? ''};media-src 'self'`);
}
