import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../database.ts';

/** A note of the staff on a case. `writtenAt` is legal time. */
export type NoteRow = { id: string; complaintId: string; author: string; writtenAt: Instant; text: string };

/** Adds a note; false when there is one of this id already. */
export async function insertNote(tx: Transaction, note: NoteRow): Promise<boolean> {
  const rows = await tx.query({
    name: 'insert-note',
    text: `insert into private.note (id, complaint_id, author, written_at, text) values ($1, $2, $3, $4, $5)
      on conflict (id) do nothing returning id`,
    values: [note.id, note.complaintId, note.author, note.writtenAt, note.text],
  });
  return rows.length === 1;
}

const columns = `id, complaint_id as "complaintId", author, written_at as "writtenAt", text`;

/** A note by its id. */
export async function readNote(database: Transaction, id: string): Promise<NoteRow | undefined> {
  const [row] = await database.query<NoteRow>({
    text: `select ${columns} from private.note where id = $1`,
    values: [id],
  });
  return row;
}

/** Notes of a case, the newest first. */
export async function listNoteRows(database: Transaction, complaintId: string): Promise<NoteRow[]> {
  return database.query({
    name: 'notes-of-complaint',
    text: `select ${columns} from private.note where complaint_id = $1 order by written_at desc, id`,
    values: [complaintId],
  });
}
