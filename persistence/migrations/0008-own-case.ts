import { Migration } from '@mikro-orm/migrations';

const papers = `
create or replace function private.party_papers(case_id uuid) returns setof private.paper
  language sql stable security definer set search_path = private, public, pg_temp as $$
    select * from private.paper
    where record_id = case_id
      and kind in ('defects', 'cure', 'forward', 'withdrawal', 'evidence', 'contact', 'hearing') $$;`;

const documents = `create index document_of_client on document (client) where state = 'staged' and client is not null;`;

/** What the complainant does after filing: changed contacts are papers, files wait for an act before they are sent. */
export class OwnCase extends Migration {
  override name = '0008-own-case';

  override up(): void {
    for (const sql of [papers, documents]) this.addSql(sql);
  }
}
