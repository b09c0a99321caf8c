import type { Database } from '../../persistence/database.ts';

/** What lies in each table, as one figure: equal figures are equal rows. */
export type Fingerprint = ReadonlyMap<string, string>;

/** The figure of every table of the product but those that are left out, whose rows come and go with every look. */
export async function fingerprint(database: Database, leftOut: readonly string[]): Promise<Fingerprint> {
  const tables = await database.query<{ name: string }>({
    text: `select table_schema || '.' || table_name as name from information_schema.tables
      where table_schema in ('public', 'private') and table_type = 'BASE TABLE' order by 1`,
  });
  const looked = tables.filter(({ name }) => !leftOut.includes(name.replace('public.', '')));
  const rows = await database.query<{ name: string; figure: string }>({
    text: looked
      .map(
        ({ name }) =>
          `select '${name}' as name, count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) as figure from ${name} t`,
      )
      .join(' union all '),
  });
  return new Map(rows.map(({ name, figure }) => [name, figure]));
}

/** The tables that are not as they were. */
export function changedTables(before: Fingerprint, after: Fingerprint): string[] {
  return [...after].flatMap(([name, figure]) => (before.get(name) === figure ? [] : [name]));
}
