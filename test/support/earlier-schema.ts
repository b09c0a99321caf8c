import { Client } from 'pg';
import { migrate } from '../../persistence/migrate.ts';
import { anEmptyDatabase } from './postgres.ts';

type Column = { place: string; name: string; countsByItself: boolean };

/** Columns that only the earlier schema has, told of the rows of the present one (`t`). */
const earlierValues: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'public.registry_container': {
    finding: `(select k.finding from registry_container_check k where k.exchange_id = t.exchange_id
      and k.attempt = t.attempt and k.side = t.side order by k.id limit 1)`,
  },
};

/** The order in which rows were written, where the earlier schema counted it. */
const orders: Readonly<Record<string, string>> = { 'public.event': 'order by t.recorded_at, t.record_id, t.seq' };

/**
 * A database of the schema that the migration `upTo` left, made by the migrations themselves, with the rows that the product
 * has written in its present database, cut down to what that schema had. Columns that count by themselves count anew, every
 * other column that is gone since must be told in `earlierValues`. Gives its address; it is dropped when the file ends.
 */
export async function anEarlierDatabase(presentUrl: string, upTo: string): Promise<string> {
  const url = await anEmptyDatabase();
  await migrate(url, upTo);
  const [present, earlier] = [new Client({ connectionString: presentUrl }), new Client({ connectionString: url })];
  await Promise.all([present.connect(), earlier.connect()]);
  try {
    await earlier.query(`set session_replication_role = 'replica'`);
    const known = new Set((await columnsOf(present)).map(({ place, name }) => `${place}.${name}`));
    const tables = Map.groupBy(await columnsOf(earlier), ({ place }) => place);
    await earlier.query(`truncate ${[...tables.keys()].join(', ')}`);
    for (const [table, columns] of tables) await copyRows(table, columns, { present, earlier, known });
  } finally {
    await Promise.all([present.end(), earlier.end()]);
  }
  return url;
}

type Parts = { present: Client; earlier: Client; known: ReadonlySet<string> };

async function copyRows(table: string, columns: readonly Column[], { present, earlier, known }: Parts): Promise<void> {
  const told = earlierValues[table] ?? {};
  const kept = columns.filter(({ name }) => known.has(`${table}.${name}`) || told[name] !== undefined);
  const gone = columns.filter((one) => !kept.includes(one) && !one.countsByItself);
  if (gone.length > 0) throw new TypeError(`nobody has told of ${table}: ${gone.map(({ name }) => name).join(', ')}`);
  const names = kept.map(({ name }) => `"${name}"`).join(', ');
  const values = kept.map(({ name }) => `${told[name] ?? `t."${name}"`} as "${name}"`).join(', ');
  const rows = `select ${values} from ${table} t ${orders[table] ?? ''}`;
  const read = await present.query<{ rows: string }>(
    `select coalesce(json_agg(to_json(r)), '[]')::text as rows from (${rows}) r`,
  );
  await earlier.query(
    `insert into ${table} (${names}) overriding system value
      select ${names} from json_populate_recordset(null::${table}, $1::json)`,
    [read.rows[0]?.rows],
  );
  for (const { name } of kept) await countOn(earlier, table, name);
}

/** A column that counts by itself goes on after the last number. */
async function countOn(client: Client, table: string, column: string): Promise<void> {
  const { rows } = await client.query<{ name: string | null }>(`select pg_get_serial_sequence($1, $2) as name`, [
    table,
    column,
  ]);
  const [sequence] = rows;
  if (!sequence?.name) return;
  await client.query(`select setval($1, (select coalesce(max("${column}"), 0) + 1 from ${table}), false)`, [
    sequence.name,
  ]);
}

/** The columns of all tables of the product that are not computed from others. */
async function columnsOf(client: Client): Promise<Column[]> {
  const { rows } = await client.query<Column>(
    `select c.table_schema || '.' || c.table_name as place, c.column_name as name,
      c.is_identity = 'YES' as "countsByItself" from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
      where t.table_type = 'BASE TABLE' and c.table_schema in ('public', 'private') and c.is_generated = 'NEVER'
        and c.table_name not like 'mikro_orm%'
      order by 1, c.ordinal_position`,
  );
  return rows;
}
