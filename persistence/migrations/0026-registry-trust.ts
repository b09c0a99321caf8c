import { Migration } from '@mikro-orm/migrations';

const looks = `
create table registry_trust_look (
  id bigint generated always as identity primary key,
  looked_at timestamptz not null,
  digest text not null,
  changes jsonb not null
);
create trigger registry_trust_look_append_only before update or delete on registry_trust_look
  for each row execute function refuse_change();
create trigger registry_trust_look_no_truncate before truncate on registry_trust_look
  for each statement execute function refuse_change();
grant select, insert on registry_trust_look to shailoo_worker;
grant select on registry_trust_look to shailoo_desk;`;

/**
 * Each comparison of the published configuration of the data exchange with the certificates that are trusted, and what
 * differed. It is only added to: which certificates somebody trusted when can be read from it.
 */
export class RegistryTrust extends Migration {
  override name = '0026-registry-trust';

  override up(): void {
    this.addSql(looks);
  }
}
