import type { TermState } from '../../domain/records/subject.ts';
import type { SittingState, SittingStatus } from '../../domain/sittings/sitting.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';

export type SittingRow = {
  id: string;
  number: string;
  status: SittingStatus;
  startsAt: Instant;
  openedAt: Instant | null;
  closedAt: Instant | null;
  itemCount: number;
};

/** Sittings of a commission, the latest first. */
export async function listSittingRows(database: Transaction, commissionId: string): Promise<SittingRow[]> {
  return database.query({
    name: 'sittings-of-commission',
    text: `select id, number, status, starts_at as "startsAt", opened_at as "openedAt", closed_at as "closedAt",
        item_count as "itemCount"
      from sitting where commission_id = $1 order by starts_at desc, number desc limit 200`,
    values: [commissionId],
  });
}

/** States of the sittings that still take agenda items, the next one first. */
export async function listOpenSittings(database: Transaction, commissionId: string): Promise<SittingState[]> {
  const rows = await database.query<{ state: SittingState }>({
    name: 'open-sittings-of-commission',
    text: `select r.state from sitting s join record r on r.id = s.id
      where s.commission_id = $1 and s.status in ('planned', 'open') order by s.starts_at, s.number`,
    values: [commissionId],
  });
  return rows.map((row) => row.state);
}

export type AgendaRow = {
  decisionId: string;
  title: string;
  language: 'ky' | 'ru' | 'en';
  version: number;
  decisionNumber: string | null;
  decisionStatus: string;
  complaintId: string;
  complaintNumber: string;
  dueAt: Instant | null;
  dueState: TermState['state'] | null;
  dueRule: string | null;
  receivedAt: Instant;
  decidedAt: Instant | null;
};

/** What the agenda items of a sitting are about: newest full text and the complaints behind each decision. */
export async function listAgendaRows(database: Transaction, decisionIds: readonly string[]): Promise<AgendaRow[]> {
  return database.query({
    name: 'agenda-rows',
    text: `select d.id as "decisionId", t.title, t.language, t.version, d.number as "decisionNumber",
        d.status as "decisionStatus", c.id as "complaintId", c.number as "complaintNumber",
        c.decide_due_at as "dueAt", c.decide_state as "dueState", c.decide_rule as "dueRule",
        c.received_at as "receivedAt", c.decided_at as "decidedAt"
      from decision d
      join lateral (
        select body ->> 'title' as title, language, version from private.decision_text
        where decision_id = d.id and kind = 'full' order by version desc limit 1
      ) t on true
      join complaint c on c.decision_id = d.id
      where d.id = any($1::uuid[]) order by c.number`,
    values: [decisionIds],
  });
}
