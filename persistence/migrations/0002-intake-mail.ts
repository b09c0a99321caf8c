import { Migration } from '@mikro-orm/migrations';

const addresses = `
alter table draft_mail add column address_look_up text not null default '';
create index draft_mail_to on draft_mail (address_look_up, asked_at);`;

/** Mails with a link are counted by address, so that nobody gets them without end. */
export class IntakeMail extends Migration {
  override name = '0002-intake-mail';

  override up(): void {
    this.addSql(addresses);
  }
}
