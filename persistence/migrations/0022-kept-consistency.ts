import { Migration } from '@mikro-orm/migrations';

/** The newest count of how alike cases ended, for when there are too many decisions to count them while somebody waits. */
export class KeptConsistency extends Migration {
  override name = '0022-kept-consistency';

  override up(): void {
    this.addSql(`create table kept_consistency (
      id integer primary key check (id = 1),
      counted_at timestamptz not null,
      took_ms integer not null,
      body jsonb not null
    )`);
    this.addSql('grant select on kept_consistency to shailoo_portal, shailoo_desk, shailoo_worker');
    this.addSql('grant insert, update on kept_consistency to shailoo_worker');
  }
}
