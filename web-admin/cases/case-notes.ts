import { longestNote } from '../../operations/complaints/add-note.ts';
import type { OpenedCase } from '../../operations/complaints/open-case.ts';
import type { Refusal } from '../../domain/refusals.ts';
import { dayTimeShort } from '../../wording/dates.ts';
import { sayRefusal } from '../../wording/refusals.ts';
import { say } from '../../wording/say.ts';
import { formIdOf } from '../form-id.ts';
import { typed } from '../read-form.ts';
import type { StaffVisit } from '../visit.ts';

/** The notes on a case with the form for a new one, which keeps what was typed; null for who may not see them. */
export function caseNotes(
  visit: StaffVisit,
  { complaint, notes, names }: OpenedCase,
  refusal: Refusal['refusal'] | undefined,
): object | null {
  if (notes === null) return null;
  const { language } = visit;
  const isOfNote = refusal?.code === 'NOTE_EMPTY' || refusal?.code === 'NOTE_TOO_LONG';
  return {
    action: `/${language}/cases/${complaint.id}/add-note`,
    id: formIdOf(visit, 'note', refusal),
    field: {
      name: 'text',
      label: say(language, 'case-notes.label'),
      hint: say(language, 'case-notes.hint', { most: longestNote }),
      rows: 4,
      value: typed(visit, 'text'),
      ...(isOfNote ? { error: sayRefusal(language, refusal) } : {}),
    },
    entries: notes.map(({ author, writtenAt, text }) => ({
      author: names.get(author) ?? say(language, 'desk.actor.staff'),
      datetime: writtenAt,
      when: dayTimeShort(language, writtenAt),
      text,
    })),
  };
}
