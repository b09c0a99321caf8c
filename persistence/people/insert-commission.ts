import type { Transaction } from '../database.ts';
import type { CommissionRow, ElectionRow } from './read-people.ts';

export async function insertCommission(database: Transaction, row: CommissionRow): Promise<void> {
  await database.query({
    text: `insert into commission (id, key, kind, parent_id, ancestors, name_ky, name_ru, name_en, territory, valid_from)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, legal_now())`,
    values: [
      row.id,
      row.key,
      row.kind,
      row.parentId,
      [...row.ancestors],
      row.nameKy,
      row.nameRu,
      row.nameEn,
      row.territory,
    ],
  });
}

export async function insertElection(database: Transaction, row: Omit<ElectionRow, 'packVersion'>): Promise<void> {
  await database.query({
    text: `insert into election (id, key, kind, name_ky, name_ru, name_en, voting_day, pack)
      values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [row.id, row.key, row.kind, row.nameKy, row.nameRu, row.nameEn, row.votingDay, row.pack],
  });
}
