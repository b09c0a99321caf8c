import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';

export type LatestDecision = {
  number: string;
  title: string;
  language: 'ky' | 'ru' | 'en';
  publishedAt: Instant;
  complaintNumber: string;
  commissionKey: string;
  kind: string;
  outcome: string | null;
};

/** The decisions published last, each with one of the complaints it answers. */
export async function listLatestDecisions(database: Transaction, limit: number): Promise<LatestDecision[]> {
  return database.query({
    name: 'latest-decisions',
    text: `select p.number, coalesce(p.title, p.body ->> 'title') as title, p.language, p.published_at as "publishedAt",
        c.number as "complaintNumber", m.key as "commissionKey", c.kind, c.outcome
      from publication p
      join lateral (
        select number, commission_id, kind, outcome from publication_complaint pc
        join complaint on complaint.id = pc.complaint_id where pc.decision_id = p.decision_id order by number limit 1
      ) c on true
      join commission m on m.id = c.commission_id
      order by p.published_at desc, p.decision_id limit $1`,
    values: [limit],
  });
}

export type PlannedSitting = { number: string; startsAt: Instant; commissionKey: string; items: number };

/** Sittings that start at `from` or later and are not opened: what comes after `now` first, the earliest before all. */
export async function listPlannedSittings(
  database: Transaction,
  { from, now, limit }: { from: Instant; now: Instant; limit: number },
): Promise<PlannedSitting[]> {
  return database.query({
    name: 'planned-sittings',
    text: `select s.number, s.starts_at as "startsAt", m.key as "commissionKey", s.item_count as items
      from sitting s join commission m on m.id = s.commission_id
      where s.status = 'planned' and s.starts_at >= $1 order by s.starts_at < $2, s.starts_at limit $3`,
    values: [from, now, limit],
  });
}
