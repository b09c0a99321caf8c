import { Migration } from '@mikro-orm/migrations';

/** The complaints left without consideration in the order of the register, which is narrowed to them. */
export class LeftUnexamined extends Migration {
  override name = '0030-left-unexamined';

  override up(): void {
    this.addSql(`create index complaint_left on complaint (received_at desc, id desc)
      where published_at is null and ground is not null`);
  }
}
