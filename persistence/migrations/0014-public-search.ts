import { Migration } from '@mikro-orm/migrations';

const words = (configuration: string): string => `jsonb_to_tsvector('${configuration}'::regconfig, body, '["string"]')`;

const search = `
alter table publication add column search tsvector generated always as (
  case language when 'ru' then ${words('russian')} when 'en' then ${words('english')} else ${words('simple')} end
  || to_tsvector('simple'::regconfig, number)) stored;
create index publication_search on publication using gin (search);
create index complaint_by_due on complaint (decide_due_at, id) where decided_at is null and decide_due_at is not null;`;

/** Words of published decisions by the language of each; Kyrgyz has no dictionary and is looked for by beginnings. */
export class PublicSearch extends Migration {
  override name = '0014-public-search';

  override up(): void {
    this.addSql(search);
  }
}
