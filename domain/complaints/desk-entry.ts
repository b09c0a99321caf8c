import { addDays, dayOf } from '../law/counting/calendar.ts';
import type { LawPack } from '../law/law-pack.ts';
import type { Actor } from '../people/role.ts';
import { granted, refuse } from '../refusals.ts';
import type { Outcome } from '../refusals.ts';
import type { CalendarDay } from '../time/calendar-day.ts';
import { addMilliseconds } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import type { EntryReason, FilingChannel } from './complaint.ts';

/** Ways on which a complaint reaches the commission past the portal; a clerk enters it. */
export const entryChannels = ['paper', 'mail', 'oral'] as const satisfies readonly FilingChannel[];
export type EntryChannel = (typeof entryChannels)[number];

/**
 * What a clerk says of a complaint entered for somebody: when it was received, why it is entered so late, and, for an
 * oral one, that the person confirmed what was written down.
 */
export type DeskEntry = { receivedAt: Instant; reason: EntryReason | null; isConfirmed: boolean };

type EntryFacts = { now: Instant; pack: LawPack; votingDay: CalendarDay };

const hour = 3_600_000;

/** An instant of receipt further back than this is taken for a slip of the pen. */
const daysBack = 366;

/**
 * Whether a complaint may be entered so. Every term counts from the receipt, so it can never lie after `now`; one longer
 * ago than the pack says needs a reason, which is public. An oral complaint is received on the days the pack names and
 * only when the person confirmed it. Refuses RECEIVED_IN_FUTURE, RECEIVED_TOO_LONG_AGO, ENTRY_REASON_REQUIRED,
 * ORAL_ONLY_ON_VOTING_DAY, ORAL_NOT_CONFIRMED, and NOT_ALLOWED where channel and actor do not go with an entry.
 */
export function judgeEntry(
  { actor, channel, entry }: { actor: Actor; channel: FilingChannel; entry: DeskEntry | undefined },
  facts: EntryFacts,
): Outcome<undefined> {
  const { now, pack } = facts;
  if (entry === undefined) return isEntryChannel(channel) ? refuse('NOT_ALLOWED') : granted(undefined);
  if (actor.kind !== 'person' || !isEntryChannel(channel)) return refuse('NOT_ALLOWED');
  if (entry.receivedAt > now) return refuse('RECEIVED_IN_FUTURE');
  if (dayOf(entry.receivedAt) < addDays(dayOf(now), -daysBack)) return refuse('RECEIVED_TOO_LONG_AGO');
  if (channel === 'oral' && !isOralDay(entry.receivedAt, facts)) return refuse('ORAL_ONLY_ON_VOTING_DAY');
  if (channel === 'oral' && !entry.isConfirmed) return refuse('ORAL_NOT_CONFIRMED');
  const isLong = entry.receivedAt < addMilliseconds(now, -pack.intake.reasonAfterHours * hour);
  return isLong && entry.reason === null ? refuse('ENTRY_REASON_REQUIRED') : granted(undefined);
}

/** Whether oral complaints are received at this moment: voting day and the days after it that the pack names. */
export function isOralDay(at: Instant, { pack, votingDay }: Pick<EntryFacts, 'pack' | 'votingDay'>): boolean {
  return pack.intake.oral.daysAfterVoting.some((days) => dayOf(at) === addDays(votingDay, days));
}

/** What the event of the filing keeps of an entry. */
export function entryPayload(entry: DeskEntry, enteredAt: Instant): Record<string, unknown> {
  return {
    enteredAt,
    ...(entry.reason === null ? {} : { entryReason: entry.reason }),
    ...(entry.isConfirmed ? { isConfirmedByPerson: true } : {}),
  };
}

function isEntryChannel(channel: FilingChannel): channel is EntryChannel {
  return (entryChannels as readonly FilingChannel[]).includes(channel);
}
