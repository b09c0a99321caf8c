import type { Instant } from '../../domain/time/instant.ts';
import type { Database, Transaction } from '../database.ts';
import { publicComplaintSelect } from './public-complaint-row.ts';
import type { PublicComplaintRow } from './public-complaint-row.ts';

/** What the register is narrowed to. An empty list means all. `term` looks at the term to decide, at `now`. */
export type RegisterFilter = {
  statuses: readonly string[];
  kinds: readonly string[];
  territory: string | null;
  commission: string | null;
  term: 'running' | 'met' | 'breached' | null;
  now: Instant;
  /** Outcomes and kinds of respondents of published decisions. */
  outcomes: readonly string[];
  respondents: readonly string[];
  /** Received at or after the first and before the second. */
  receivedFrom: Instant | null;
  receivedBefore: Instant | null;
  /** What the published decisions have to hold. */
  words: WordSearch | null;
};

/** A search for words as Postgres takes it, and the complaints it finds where they are few, else null. */
export type WordSearch = { query: string; few: readonly string[] | null };

/** `newest` by receipt; `due`: what is not decided yet and has an end by date, the soonest first. */
export type RegisterOrder = 'newest' | 'due';

/** The last row of the page before: the moment that it stands at in its order, and its id. */
export type RegisterPlace = { at: Instant; id: string };

/** The commission still owes a decision, by a day that is known. */
const isOpen = `c.decided_at is null and c.decide_due_at is not null
  and c.decide_state in ('running', 'suspended', 'missed')`;

const terms = {
  running: (now: string) => `c.decide_state = 'running' and (c.decide_due_at is null or c.decide_due_at > ${now})`,
  met: () => `c.decide_state = 'met'`,
  breached: (now: string) =>
    `(c.decide_state in ('missed', 'metLate') or (c.decide_state = 'running' and c.decide_due_at <= ${now}))`,
};

/**
 * A page in an order; the page after `place` by key, so that depth costs nothing. Only what is asked stands in the
 * statement, so that Postgres sees which index serves it. Words that occur often are looked for in the order of the page,
 * the others among the complaints that have them.
 */
export async function listRegisterRows(
  database: Transaction,
  filter: RegisterFilter,
  page: { order: RegisterOrder; after: RegisterPlace | null; limit: number },
): Promise<PublicComplaintRow[]> {
  const values = new Values();
  const { conditions, from, newest } = selectionOf(filter, values, page.order);
  const by = page.order === 'due' ? ['c.decide_due_at', 'c.id'] : newest;
  if (page.after !== null) {
    const sign = page.order === 'due' ? '>' : '<';
    conditions.push(
      `(${by.join(', ')}) ${sign} (${values.put(page.after.at)}::timestamptz, ${values.put(page.after.id)}::uuid)`,
    );
  }
  const direction = page.order === 'due' ? '' : ' desc';
  const order = `order by ${by.map((column) => column + direction).join(', ')} limit ${values.put(page.limit)}`;
  return database.query({
    text: `with chosen as materialized (select c.id ${from}${whereOf(conditions)} ${order})
      ${publicComplaintSelect} where c.id in (select id from chosen) order by ${outerOrder(page.order)}`,
    values: values.all,
  });
}

const outerOrder = (order: RegisterOrder): string =>
  order === 'due' ? 'c.decide_due_at, c.id' : 'c.received_at desc, c.id desc';

/** How many complaints the filter leaves in an order, counted to `most`. */
export async function countRegisterRows(
  database: Transaction,
  filter: RegisterFilter,
  { order, most }: { order: RegisterOrder; most: number },
): Promise<number> {
  const values = new Values();
  const { conditions, from } = selectionOf(filter, values, order);
  const [row] = await database.query<{ n: number }>({
    text: `select count(*) as n from (select ${from}${whereOf(conditions)} limit ${values.put(most)}) found`,
    values: values.all,
  });
  return row?.n ?? 0;
}

/** More complaints than this with the same words are not gathered before they are put in order. */
const mostFew = 5_000;
/** Where Postgres expects so many, nobody tries to gather them. */
const expectedMany = 15_000;

/**
 * What is looked for: every word in any form of Russian or English, or by its beginning in whatever language, or one of the
 * Kyrgyz words that are near it.
 */
export async function searchRegisterWords(tx: Transaction, words: readonly string[]): Promise<WordSearch> {
  const query = await readQuery(tx, words);
  const matches = `select complaint_id as id from complaint_search where search @@ $1::tsquery`;
  await tx.query({ text: 'set local enable_seqscan = off' });
  const [plan] = await tx.query<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>({
    text: `explain (format json) ${matches}`,
    values: [query],
  });
  const isMany = (plan?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0) > expectedMany;
  const found = isMany
    ? null
    : await tx.query<{ id: string }>({ text: `${matches} limit $2`, values: [query, mostFew + 1] });
  await tx.query({ text: 'set local enable_seqscan = on' });
  return { query, few: found === null || found.length > mostFew ? null : found.map(({ id }) => id) };
}

async function readQuery(tx: Transaction, words: readonly string[]): Promise<string> {
  const rows = await tx.query<{ near: string[] }>({
    name: 'register-near-words',
    text: `select array(
        select s.word from search_word s
        where length(w.word) > 3 and latin_letters(s.word) % w.word and similarity(latin_letters(s.word), w.word) >= 0.5
        order by similarity(latin_letters(s.word), w.word) desc, s.word limit 8
      ) as near
      from (select latin_letters(fold_letters(word)) as word, place from unnest($1::text[]) with ordinality t(word, place)) w
      order by w.place`,
    values: [words],
  });
  const parts = words.map((word, place) => {
    const near = (rows[place]?.near ?? []).map((one) => `'${one.replaceAll(/['\\]/g, '')}'`);
    return `(${[isBeginning(word) ? `${word}:*` : word, ...near].join(' | ')})`;
  });
  const [found] = await tx.query<{ query: string }>({
    name: 'register-words',
    text: `select plainto_tsquery('russian', fold_letters($1)) || plainto_tsquery('english', $1)
      || to_tsquery('simple', fold_letters($2)) as query`,
    values: [words.join(' '), parts.join(' & ')],
  });
  return found?.query ?? '';
}

/** Numbers and very short words are meant as they stand. */
function isBeginning(word: string): boolean {
  return word.length > 2 && !/^\d+$/.test(word);
}

export type RegisterCount = {
  status: string;
  kind: string;
  /** Null where the term ended otherwise, as with a withdrawal, or is suspended. */
  term: 'running' | 'met' | 'metLate' | 'overdue' | null;
  outcome: string | null;
  n: number;
};

/** All complaints counted by status, kind, state of the term at `now` and published outcome or `leftUnexamined`. */
export async function countRegisterGroups(database: Database, now: Instant): Promise<RegisterCount[]> {
  return database.queryAlone({
    name: 'register-groups',
    text: `select status, kind, case when decide_state in ('met', 'metLate') then decide_state
          when decide_state = 'missed' or (decide_state = 'running' and decide_due_at <= $1) then 'overdue'
          when decide_state = 'running' then 'running' end as term,
        case when published_at is not null then outcome when ground is not null then 'leftUnexamined' end as outcome,
        count(*) as n
      from complaint group by 1, 2, 3, 4`,
    values: [now],
  });
}

/** Values of a statement in the making; each is put once and named by its place. */
export class Values {
  readonly all: unknown[] = [];

  put(value: unknown): string {
    return `$${String(this.all.push(value))}`;
  }
}

const isLeft = '(c.published_at is null and c.ground is not null)';
const isPublishedAs = 'case when c.published_at is not null then c.outcome end';

/** The conditions of a filter and the tables they are about, with `complaint c` among them. */
export function selectionOf(filter: RegisterFilter, values: Values, order: RegisterOrder) {
  const {
    statuses,
    kinds,
    territory,
    commission,
    term,
    now,
    outcomes,
    respondents,
    receivedFrom,
    receivedBefore,
    words,
  } = filter;
  const conditions: string[] = [];
  const among = (column: string, chosen: readonly string[]): void => {
    if (chosen.length === 1) conditions.push(`${column} = ${values.put(chosen[0])}`);
    if (chosen.length > 1) conditions.push(`${column} = any(${values.put(chosen)}::text[])`);
  };
  among('c.status', statuses);
  among('c.kind', kinds);
  if (territory !== null) conditions.push(`c.territory = ${values.put(territory)}`);
  if (commission !== null) {
    conditions.push(`c.commission_id = (select id from commission where key = ${values.put(commission)})`);
  }
  if (term !== null) conditions.push(terms[term](term === 'met' ? '' : `${values.put(now)}::timestamptz`));
  const published = outcomes.filter((outcome) => outcome !== 'leftUnexamined');
  const isLeftWanted = published.length < outcomes.length;
  if ((outcomes.length > 0 && !isLeftWanted) || respondents.length > 0) conditions.push('c.published_at is not null');
  if (!isLeftWanted) among('c.outcome', published);
  else if (published.length === 0) conditions.push(isLeft);
  else conditions.push(`(${isLeft} or ${isPublishedAs} = any(${values.put(published)}::text[]))`);
  among('c.respondent_kind', respondents);
  const isWalked = words !== null && words.few === null;
  const [at, id] = isWalked ? ['f.received_at', 'f.complaint_id'] : ['c.received_at', 'c.id'];
  if (receivedFrom !== null) conditions.push(`${at} >= ${values.put(receivedFrom)}::timestamptz`);
  if (receivedBefore !== null) conditions.push(`${at} < ${values.put(receivedBefore)}::timestamptz`);
  if (isWalked) conditions.push(`f.search @@ ${values.put(words.query)}::tsquery`);
  if (words?.few) conditions.push(`c.id = any(${values.put(words.few)}::uuid[])`);
  if (order === 'due') conditions.push(isOpen);
  const from = isWalked ? 'from complaint_search f join complaint c on c.id = f.complaint_id' : 'from complaint c';
  return { conditions, from, newest: [at, id] as const };
}

export function whereOf(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : ` where ${conditions.join(' and ')}`;
}
