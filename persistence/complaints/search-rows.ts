import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';
import { caseHead } from './case-head.ts';
import type { CaseHead } from './case-head.ts';

/** A case that a search of the desk found. */
export type FoundCaseRow = CaseHead & {
  receivedAt: Instant;
  complainantName: string;
  commissionKy: string;
  commissionRu: string;
  commissionEn: string;
};

/** What is looked for: `words` as a person wrote them, `beginnings` as a query of prefixes; empty texts find nothing. */
export type SearchFor = {
  words: string;
  beginnings: string;
  number: string;
  precinct: string;
  territories: readonly string[];
};

/** Cases of the commissions, the newest first. */
export async function searchCaseRows(
  database: Transaction,
  wanted: SearchFor,
  scope: { commissionIds: readonly string[]; limit: number },
): Promise<FoundCaseRow[]> {
  return database.query<FoundCaseRow>({
    text: `with found as (
        select complaint_id as id from private.complaint_statement
          where search @@ (websearch_to_tsquery('simple', $1) || to_tsquery('simple', $2))
        union select complaint_id from private.filing_detail
          where search @@ (websearch_to_tsquery('simple', $1) || to_tsquery('simple', $2))
        union select id from complaint where $3 <> '' and strpos(number, $3) > 0
        union select id from complaint where $4 <> '' and precinct = $4
        union select id from complaint where territory = any($5::text[])
      )
      select ${caseHead}, c.received_at as "receivedAt",
        s.complainant_name as "complainantName", m.name_ky as "commissionKy", m.name_ru as "commissionRu",
        m.name_en as "commissionEn"
      from found join complaint c using (id)
      join commission m on m.id = c.commission_id
      join private.complaint_statement s on s.complaint_id = c.id
      where c.commission_id = any($6::uuid[])
      order by c.received_at desc, c.id desc limit $7`,
    values: [
      wanted.words,
      wanted.beginnings,
      wanted.number,
      wanted.precinct,
      wanted.territories,
      scope.commissionIds,
      scope.limit,
    ],
  });
}
