import type { Language } from '../../domain/language.ts';
import { printHearingEntry as print } from '../../prints/complaints/hearing-calendar.ts';
import type { OpenedOwnCase } from './read-own-case.ts';

/**
 * A hearing of an open private side as a calendar file; undefined for one that is unknown, over or cancelled. `url` is
 * the public page of the case.
 */
export function printHearingEntry(
  { complaint, papers, now }: OpenedOwnCase,
  hearingId: string,
  { language, url }: { language: Language; url: string },
): string | undefined {
  const hearing = complaint.hearings.find(({ id }) => id === hearingId);
  if (!hearing || hearing.cancelledAt !== null || hearing.heldAt !== null) return undefined;
  const place = papers.find(({ kind, about }) => kind === 'hearing' && about === hearingId)?.place ?? '';
  const { id, startsAt } = hearing;
  return print(language, { id, number: complaint.number, startsAt, place, now, url });
}
