import { Migration } from '@mikro-orm/migrations';

const search = `
alter table private.filing_detail
  add column search tsvector generated always as (to_tsvector('simple', represented_name)) stored;
create index filing_detail_search on private.filing_detail using gin (search);`;

/** The desk's search finds whom a representative speaks for. */
export class RepresentedSearch extends Migration {
  override name = '0012-represented-search';

  override up(): void {
    this.addSql(search);
  }
}
