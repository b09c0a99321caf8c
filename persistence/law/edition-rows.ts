import type { LawEditionState } from '../../domain/law-editions/law-edition.ts';
import type { TermState } from '../../domain/records/subject.ts';
import type { CommissionKind } from '../../domain/people/role.ts';
import type { Transaction } from '../database.ts';

const open = `status not in ('closed', 'forwarded', 'withdrawn')`;

/** Changes of the law of an election, the newest first; with `confirmedOnly` those that are or were law. */
export async function listEditionStates(
  database: Transaction,
  query: { electionId: string; confirmedOnly: boolean },
): Promise<LawEditionState[]> {
  const rows = await database.query<{ state: LawEditionState }>({
    name: 'law-editions',
    text: `select r.state from law_edition l join record r on r.id = l.id
      where l.election_id = $1 and (not $2 or l.status in ('confirmed', 'applied'))
      order by l.proposed_at desc, l.number desc`,
    values: [query.electionId, query.confirmedOnly],
  });
  return rows.map(({ state }) => state);
}

/** An open case pinned to an older version than the newest, and the edition that brought that one. */
export type CaseOfOlderLaw = { id: string; packId: string; version: number; editionId: string; edition: string };

/** Open cases that still have to come under the newest law, by id, so that a page can go on from `after`. */
export async function listCasesOfOlderLaw(
  database: Transaction,
  page: { after: string | null; limit: number },
): Promise<CaseOfOlderLaw[]> {
  return database.query({
    name: 'cases-of-older-law',
    text: `select c.id, p.id as "packId", p.version, p.adopted_by as "editionId", l.number as edition
      from (select distinct on (id) id, version, adopted_by from adopted_pack order by id, version desc) p
      join law_edition l on l.id = p.adopted_by
      join election e on e.pack = p.id
      join complaint c on c.election_id = e.id and c.pack_version < p.version and c.${open}
      where $1::uuid is null or c.id > $1 order by c.id limit $2`,
    values: [page.after, page.limit],
  });
}

/** Editions that are confirmed and not yet applied. */
export async function listUnfinishedEditions(database: Transaction): Promise<{ id: string; packVersion: number }[]> {
  return database.query({
    name: 'unfinished-editions',
    text: `select id, pack_version as "packVersion" from law_edition where status = 'confirmed' order by pack_version`,
  });
}

/** How far an edition is: open cases of its election, and how many of them are under it or a newer one. */
export async function countProgress(
  database: Transaction,
  editionId: string,
): Promise<{ total: number; done: number }> {
  const [row] = await database.query<{ total: number; done: number }>({
    name: 'edition-progress',
    text: `select count(*) as total, count(*) filter (where c.pack_version >= l.pack_version) as done
      from law_edition l join complaint c on c.election_id = l.election_id and c.${open} where l.id = $1`,
    values: [editionId],
  });
  return row ?? { total: 0, done: 0 };
}

/** How many cases came under an edition, and how many of them had an end moved. Reads the whole history: for once. */
export async function countAdoptions(
  database: Transaction,
  editionId: string,
): Promise<{ cases: number; movedCases: number }> {
  const [row] = await database.query<{ cases: number; movedCases: number }>({
    text: `select count(*) as cases, count(*) filter (where payload::jsonb -> 'moved' <> '[]') as "movedCases"
      from event where kind = 'PACK_ADOPTED' and payload::jsonb ->> 'editionId' = $1`,
    values: [editionId],
  });
  return row ?? { cases: 0, movedCases: 0 };
}

/** A term that still runs or stands still, with its case. */
export type OpenTermRow = {
  complaintId: string;
  number: string;
  commissionKey: string;
  commissionKind: CommissionKind;
  commissionKy: string;
  commissionRu: string;
  commissionEn: string;
  baseEvent: string;
  term: TermState;
};

/** Terms of open cases of an election that a version of the law could still move. */
export async function listOpenTerms(
  database: Transaction,
  query: { electionId: string; olderThan: number },
): Promise<OpenTermRow[]> {
  const rows = await database.query<Omit<OpenTermRow, 'term'> & Omit<TermState, 'endedAt'>>({
    name: 'open-terms',
    text: `select c.id as "complaintId", c.number, m.key as "commissionKey", m.kind as "commissionKind",
        m.name_ky as "commissionKy", m.name_ru as "commissionRu", m.name_en as "commissionEn",
        d.base_event as "baseEvent", d.term, d.rule, d.base_at as base, d.due_at as due, d.state, d.alterations
      from complaint c join commission m on m.id = c.commission_id join deadline d on d.record_id = c.id
      where c.election_id = $1 and c.pack_version < $2 and c.${open} and d.state in ('running', 'suspended')
      order by d.due_at nulls first, c.number, d.term`,
    values: [query.electionId, query.olderThan],
  });
  return rows.map(({ term, rule, base, due, state, alterations = [], ...rest }) => ({
    ...rest,
    term: { term, rule, base, due, state, alterations },
  }));
}

/** The election's row follows the newest law. */
export async function moveVotingDay(tx: Transaction, packId: string, day: string): Promise<void> {
  await tx.query({ text: `update election set voting_day = $2 where pack = $1`, values: [packId, day] });
}
