import { Migration } from '@mikro-orm/migrations';

const papers = `
create or replace function private.party_papers(case_id uuid) returns setof private.paper
  language sql stable security definer set search_path = private, public, pg_temp as $$
    select * from private.paper
    where record_id = case_id
      and kind in ('defects', 'cure', 'forward', 'withdrawal', 'evidence', 'contact', 'hearing') $$;`;

const documents = `create index document_staged_of_client on document (client) where state = 'staged' and client is not null;`;

const forwarding = `
alter table complaint
  add column forwarded_commission uuid,
  add column forwarded_case uuid,
  add column forwarded_from uuid;
create unique index complaint_forwarded_from on complaint (forwarded_from) where forwarded_from is not null;
create index complaint_to_arrive on complaint (id)
  where status = 'forwarded' and forwarded_to = 'commission' and forwarded_case is null;`;

/** What the complainant does after filing: changed contacts are papers, files wait for an act before they are sent; forwarded cases arrive. */
export class OwnCase extends Migration {
  override name = '0008-own-case';

  override up(): void {
    for (const sql of [papers, documents, forwarding]) this.addSql(sql);
  }
}
