import type { ComplaintKind, ComplaintStatus } from '../../domain/complaints/complaint.ts';
import type { DecisionStatus } from '../../domain/decisions/decision.ts';
import type { TermState } from '../../domain/records/subject.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';

/** A row of the desk's queue: an open complaint with who holds it and where its decision stands. */
export type QueueRow = {
  id: string;
  number: string;
  status: ComplaintStatus;
  kind: ComplaintKind;
  territory: string | null;
  precinct: string | null;
  commissionId: string;
  commissionKy: string;
  commissionRu: string;
  commissionEn: string;
  receivedAt: Instant;
  dueAt: Instant | null;
  dueRule: string | null;
  dueState: TermState['state'] | null;
  holder: string | null;
  holderName: string | null;
  decisionId: string | null;
  decisionStatus: DecisionStatus | null;
  sittingId: string | null;
  sittingAt: Instant | null;
  lastKind: string;
  lastAt: Instant;
};

/** Complaints of a commission and of those below it that are not finished; the most pressing first. */
export async function listQueueRows(database: Transaction, commissionId: string): Promise<QueueRow[]> {
  return database.query({
    name: 'desk-queue',
    text: `select c.id, c.number, c.status, c.kind, c.territory, c.precinct, c.commission_id as "commissionId",
        m.name_ky as "commissionKy", m.name_ru as "commissionRu", m.name_en as "commissionEn",
        c.received_at as "receivedAt", c.decide_due_at as "dueAt", c.decide_rule as "dueRule",
        c.decide_state as "dueState", c.holder, p.name as "holderName", c.decision_id as "decisionId",
        d.status as "decisionStatus", c.sitting_id as "sittingId", s.starts_at as "sittingAt",
        e.kind as "lastKind", e.legal_at as "lastAt"
      from complaint c
      join commission m on m.id = c.commission_id
      join lateral (
        select kind, legal_at from event where record_id = c.id and not starts_with(kind, 'TERM_')
        order by seq desc limit 1
      ) e on true
      left join private.person p on p.id = c.holder
      left join decision d on d.id = c.decision_id
      left join sitting s on s.id = c.sitting_id
      where (c.commission_id = $1 or $1 = any(m.ancestors)) and c.status not in ('published', 'leftUnexamined')
      order by c.decided_at is not null, c.decide_due_at nulls first, c.received_at, c.number
      limit 2000`,
    values: [commissionId],
  });
}
