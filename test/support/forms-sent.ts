import type { Database } from '../../persistence/database.ts';
import type { DeskRoute } from '../../web-admin/route.ts';

/** Actions of the forms among the routes that no test of this database has sent: the audit does not know them. */
export async function formsNotSent(database: Database, routes: readonly DeskRoute[]): Promise<string[]> {
  const rows = await database.query<{ action: string }>({
    text: `select distinct action from audit where outcome in ('done', 'read')`,
  });
  const written = new Set(rows.map(({ action }) => action));
  return routes.filter(({ method, audit }) => method === 'post' && !written.has(audit)).map(({ audit }) => audit);
}
