import type { Language } from '../../domain/language.ts';
import { dayOf, momentAt } from '../../domain/law/counting/calendar.ts';
import type { LawPack } from '../../domain/law/law-pack.ts';
import type { CalendarDay } from '../../domain/time/calendar-day.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { listLatestDecisions, listPlannedSittings } from '../../persistence/complaints/home-page.ts';
import type { LatestDecision, PlannedSitting } from '../../persistence/complaints/home-page.ts';
import { listElectionRows } from '../../persistence/people/read-people.ts';
import type { OperationContext } from '../context.ts';
import { packOfVersion } from '../law/find-pack.ts';
import { countComplaints } from './count-complaints.ts';
import type { RegisterFigures } from './count-complaints.ts';

/** What the start page tells. `election` is null in an empty installation. */
export type Home = {
  election: { name: Record<Language, string>; votingDay: CalendarDay; pack: LawPack } | null;
  figures: RegisterFigures;
  decisions: readonly LatestDecision[];
  /** Those that nobody has opened: first those to come, then those whose hour passed today. */
  sittings: readonly PlannedSitting[];
  now: Instant;
};

/** Reads the start page as it stands at the legal moment of reading. */
export async function readHome(context: OperationContext): Promise<Home> {
  const { legal: now } = await context.clock();
  const [[election], figures, decisions, sittings] = await Promise.all([
    listElectionRows(context.database),
    countComplaints(context),
    listLatestDecisions(context.database, 5),
    listPlannedSittings(context.database, { from: momentAt(dayOf(now)), now, limit: 3 }),
  ]);
  const pack = election && (await packOfVersion(context, election.pack, election.packVersion));
  return {
    election:
      election && pack
        ? {
            name: { ky: election.nameKy, ru: election.nameRu, en: election.nameEn },
            votingDay: pack.votingDay,
            pack,
          }
        : null,
    figures,
    decisions,
    sittings,
    now,
  };
}
