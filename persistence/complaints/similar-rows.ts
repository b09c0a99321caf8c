import type { RespondentKind } from '../../domain/complaints/complaint.ts';
import type { CalendarDay } from '../../domain/time/calendar-day.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';
import { caseHead } from './case-head.ts';
import type { CaseHead } from './case-head.ts';

/** A complaint as it is compared with others. `day` is when the breach was learned of, else the day of receipt. */
export type ComparedRow = CaseHead & {
  respondentKind: RespondentKind;
  day: CalendarDay;
  statement: string;
};

const columns = `${caseHead}, c.respondent_kind as "respondentKind",
  coalesce(s.learned_on, (c.received_at at time zone 'Asia/Bishkek')::date) as day, s.statement`;

/** One complaint to compare others with. */
export async function readComparedRow(database: Transaction, id: string): Promise<ComparedRow | undefined> {
  const [row] = await database.query<ComparedRow>({
    name: 'compared-complaint',
    text: `select ${columns} from complaint c join private.complaint_statement s on s.complaint_id = c.id
      where c.id = $1`,
    values: [id],
  });
  return row;
}

/**
 * Other complaints to the same commission in the same election that are open, or closed and not received before
 * `since`; those received nearest in time to the given one first, at most 300.
 */
export async function listSimilarCandidates(
  database: Transaction,
  complaintId: string,
  since: Instant,
): Promise<ComparedRow[]> {
  return database.query({
    name: 'similar-candidates',
    text: `select ${columns}
      from complaint own
      join complaint c on c.commission_id = own.commission_id and c.election_id = own.election_id and c.id <> own.id
      join private.complaint_statement s on s.complaint_id = c.id
      where own.id = $1 and (c.status not in ('published', 'leftUnexamined') or c.received_at >= $2)
      order by greatest(c.received_at - own.received_at, own.received_at - c.received_at), c.id
      limit 300`,
    values: [complaintId, since],
  });
}
