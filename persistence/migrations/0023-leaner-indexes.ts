import { Migration } from '@mikro-orm/migrations';

const published = `create index complaint_published on complaint (received_at desc, id desc) where published_at is not null`;

const numbers = `
alter table complaint drop constraint complaint_commission_id_number_key,
  add constraint complaint_number_of_commission unique (number, commission_id);
drop index complaint_by_number`;

/**
 * The published cases in the order of the register, so that what is narrowed by outcome or respondent need not pass over
 * thousands of open ones; and two indexes less, which every act had to write: a number is found by the constraint on it,
 * and queues are read by the order in which cases press since 0017.
 */
export class LeanerIndexes extends Migration {
  override name = '0023-leaner-indexes';

  override up(): void {
    for (const sql of [published, numbers, 'drop index complaint_queue']) this.addSql(sql);
  }
}
