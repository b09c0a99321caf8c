import type { Database } from '../persistence/database.ts';

const made = `select id from complaint where status in ('closed', 'leftUnexamined', 'withdrawn') and length(number) = 13`;
const madeDecision = 'select id from decision where length(number) = 13';

type Copied = { table: string; of: string; ids: readonly string[]; moments: readonly string[]; series?: 'K' | 'D' };

const copied: readonly Copied[] = [
  { table: 'record', of: `t.id in (${made}) or t.id in (${madeDecision})`, ids: ['id'], moments: [] },
  { table: 'event', of: `t.record_id in (${made})`, ids: ['record_id'], moments: [] },
  { table: 'private.event_salt', of: `t.record_id in (${made})`, ids: ['record_id'], moments: [] },
  { table: 'deadline', of: `t.record_id in (${made})`, ids: ['record_id'], moments: ['base_at', 'due_at'] },
  {
    table: 'complaint',
    of: `t.id in (${made})`,
    ids: ['id', 'decision_id'],
    moments: ['received_at', 'registered_at', 'decided_at', 'published_at', 'decide_due_at'],
    series: 'K',
  },
  { table: 'complaint_holder', of: `t.id in (${made})`, ids: ['id'], moments: [] },
  {
    table: 'publication',
    of: `t.decision_id in (${madeDecision})`,
    ids: ['decision_id'],
    moments: ['published_at'],
    series: 'D',
  },
  {
    table: 'publication_complaint',
    of: `t.complaint_id in (${made})`,
    ids: ['decision_id', 'complaint_id'],
    moments: [],
  },
  { table: 'complaint_search', of: `t.complaint_id in (${made})`, ids: ['complaint_id'], moments: ['received_at'] },
  {
    table: 'decision',
    of: `t.id in (${madeDecision})`,
    ids: ['id'],
    moments: ['signed_at', 'published_at'],
    series: 'D',
  },
];

/** Adds `copies - 1` copies of every finished case that was made, each `apart` milliseconds after the one before. */
export async function copyFinished(
  database: Database,
  { copies, apart }: { copies: number; apart: number },
): Promise<void> {
  await database.query({
    text: `create or replace function copy_id(id uuid, copy integer) returns uuid immutable strict language sql
      return md5(id::text || copy)::uuid`,
  });
  const words = 'complaint_search_words';
  const [index] = await database.query<{ made: string }>({
    text: `select pg_get_indexdef('${words}'::regclass) as made`,
  });
  await database.query({ text: `drop index ${words}` });
  for (let copy = 1; copy < copies; copy += 1) {
    for (const one of copied) await database.query({ text: copyStatement(one, String(copy), String(copy * apart)) });
  }
  await database.query({ text: index?.made ?? '' });
}

function copyStatement({ table, of, ids, moments, series }: Copied, copy: string, shift: string): string {
  const changed = [
    ...ids.map((column) => `'${column}', copy_id(t.${column}, ${copy})`),
    ...moments.map((column) => `'${column}', t.${column} + interval '${shift} ms'`),
    ...(series ? [`'number', '${series}-2027-' || (${copy} * 1000000 + right(t.number, 6)::integer)`] : []),
  ];
  return `insert into ${table} overriding user value select r.*
    from ${table} t, jsonb_populate_record(t, jsonb_build_object(${changed.join(', ')})) r where ${of}`;
}
