import { Migration } from '@mikro-orm/migrations';

/** Where the words of a public text stand in its body, of every version; hidden places are no strings. */
const places = [
  '$.title[*]',
  '$.grounds[*][*]',
  '$.findings[*]',
  '$.findings[*].text[*]',
  '$.findings[*].evidence[*]',
  '$.articles[*].text[*]',
  '$.operative[*]',
  '$.operative[*].text[*]',
  '$.operative[*].addressee.name[*]',
  '$.dissents[*].paragraphs[*][*]',
];

const functions = `
create extension if not exists pg_trgm;
create function fold_letters(words text) returns text immutable strict parallel safe language sql
  return translate(words, 'ңөүёҢӨҮЁ-/', 'ноуеНОУЕ  ');
create function latin_letters(word text) returns text immutable strict parallel safe language sql
  return translate(word, 'абвгдежзийклмнопрстуфхцчшщъыьэюя', 'abvgdejziqklmnoprstufhc4w56y7389');
create function public_words(body jsonb) returns text stable strict parallel safe language sql as $$
  select coalesce(string_agg(word #>> '{}', ' '), '') from (
    ${places.map((path) => `select jsonb_path_query(body, '${path} ? (@.type() == "string")') as word`).join('\n    union all ')}
  ) found $$;
create function public_search(language text, number text, body jsonb) returns tsvector stable strict parallel safe
  language sql as $$
  select strip(to_tsvector(case language when 'ru' then 'russian' when 'en' then 'english' else 'simple' end::regconfig,
      fold_letters(public_words(body)))
    || to_tsvector('simple', fold_letters(number))) $$;`;

const tables = `
create table complaint_search (
  complaint_id uuid primary key references complaint,
  received_at timestamptz not null,
  search tsvector not null
);
create table search_word (word text primary key);
grant select on complaint_search, search_word to shailoo_portal, shailoo_desk, shailoo_worker;
grant insert, update on complaint_search to shailoo_desk, shailoo_worker;
grant insert on search_word to shailoo_desk, shailoo_worker;`;

const fill = `
do $$ declare one record;
begin
  for one in select c.id, c.received_at, public_search(p.language, p.number, p.body) as search
    from publication p join publication_complaint using (decision_id) join complaint c on c.id = complaint_id
    order by p.published_at
  loop
    insert into complaint_search values (one.id, one.received_at, one.search)
      on conflict (complaint_id) do update set search = complaint_search.search || excluded.search;
  end loop;
end $$;
insert into search_word select distinct lexeme from publication p,
  unnest(public_search(p.language, p.number, p.body)) where p.language = 'ky' and lexeme !~ '[0-9]';
alter table publication drop column search;`;

const indexes = `
create index complaint_search_words on complaint_search using gin (search);
create index complaint_search_newest on complaint_search (received_at desc, complaint_id desc);
create index complaint_of_status on complaint (status, received_at desc, id desc);
create index complaint_of_territory on complaint (territory, received_at desc, id desc);
create index complaint_of_commission on complaint (commission_id, received_at desc, id desc);
create index complaint_in_sight on complaint (commission_id)
  where status not in ('published', 'leftUnexamined', 'forwarded', 'withdrawn', 'closed') or owes_copy;
create index complaint_pressing on complaint (commission_id,
  (case when not (decided_at is null) then 2 when coalesce(decide_state, '') = 'suspended' then 1 else 0 end),
  (coalesce(decide_due_at, '-infinity')), received_at, id)
  where status not in ('published', 'leftUnexamined', 'forwarded', 'withdrawn', 'closed');
drop index complaint_by_due;
create index complaint_by_due on complaint (decide_due_at, id)
  where decided_at is null and decide_due_at is not null and decide_state in ('running', 'suspended', 'missed');
create index publication_newest on publication (published_at desc, decision_id);
create index search_word_like on search_word using gin (latin_letters(word) gin_trgm_ops);`;

/**
 * Indexes for the orders in which register and queue are read, and the words of published decisions, one row a complaint, beside the moment by which lists stand; and the Kyrgyz words that
 * occur, so that a form or a spelling that is near is found: by trigrams of letters that pg_trgm sees in a database of any
 * locale. Letters that a keyboard lacks are folded on both sides, and parts
 * of numbers and of compounds are words of their own.
 */
export class PublicSearchText extends Migration {
  override name = '0017-public-search-text';

  override up(): void {
    for (const sql of [functions, tables, fill, indexes]) this.addSql(sql);
  }
}
