import type { Language } from '../../domain/language.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { OpenedCase } from '../../operations/complaints/open-case.ts';
import { day, dayTimeExact } from '../../wording/dates.ts';
import { say } from '../../wording/say.ts';

/** A line of what was told under seal; `lines` for what was written one below the other, `note` for how sure it is. */
export type DetailRow = { key: string; value: string; lines?: readonly string[]; note?: string };

/** Parties and contact of a case as its complainant told them. The look at the case is in the audit already. */
export function caseDetails(language: Language, opened: OpenedCase): DetailRow[] {
  const { complaint, details } = opened;
  const { name, contact, respondent, place, isNameConfirmed } = details;
  const word = (key: string): string => say(language, `desk.detail.${key}`);
  const row = (key: string, value: string): DetailRow => ({
    key: word(key),
    value: value === '' ? word('missing') : value,
  });
  return [
    { ...row('name', name), ...(isNameConfirmed ? { note: word('name-confirmed') } : {}) },
    ...representedRows(language, opened),
    row('email', contact.email),
    row('phone', contact.phone),
    row('address', contact.address),
    row('respondent-name', respondent),
    row('place-words', place),
    row('learned', learnedInWords(language, opened)),
    ...witnessRows(language, opened),
    row('channel', say(language, `complaints.channel.${complaint.channel}`)),
    ...entryRows(language, opened),
    ...attemptRows(language, opened),
    row('language', say(language, `desk.language.${complaint.language}`)),
  ];
}

/** For whom a representative speaks, and by which files. */
function representedRows(language: Language, { complaint, details }: OpenedCase): DetailRow[] {
  const { kind, name } = details.represented;
  if (complaint.complainantKind !== 'representative' && name === '') return [];
  const word = (key: string): string => say(language, `desk.detail.${key}`);
  const who = [kind === '' ? '' : say(language, `complaints.complainantKind.${kind}`), name].filter(
    (one) => one !== '',
  );
  const papers = details.documents.filter(({ purpose }) => purpose === 'authority').map((file) => file.name);
  return [
    { key: word('represented'), value: who.join(': ') || word('missing') },
    { key: word('authority'), value: papers.join(', ') || word('missing') },
  ];
}

function learnedInWords(language: Language, { details: { learnedOn, learnedTime } }: OpenedCase): string {
  if (learnedOn === null) return learnedTime;
  return learnedTime === '' ? day(language, learnedOn) : `${day(language, learnedOn)}, ${learnedTime}`;
}

function witnessRows(language: Language, { details }: OpenedCase): DetailRow[] {
  const lines = details.witnesses.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.length === 0 ? [] : [{ key: say(language, 'desk.detail.witnesses'), value: '', lines }];
}

function entryRows(
  language: Language,
  { complaint: { entryReason }, details: { entryWords } }: OpenedCase,
): DetailRow[] {
  if (entryReason === undefined) return [];
  const reason = say(language, `complaints.entryReason.${entryReason}`);
  const value = entryWords === undefined ? reason : `${reason}: ${entryWords}`;
  return [{ key: say(language, 'desk.detail.entry-reason'), value }];
}

/** The first submit of the same draft that was refused or broken off: evidence that somebody tried in time. */
function attemptRows(language: Language, { events }: OpenedCase): DetailRow[] {
  const at = events.find(({ kind }) => kind === 'COMPLAINT_FILED')?.payload['firstAttemptAt'];
  if (typeof at !== 'string') return [];
  return [{ key: say(language, 'desk.detail.first-attempt'), value: dayTimeExact(language, at as Instant) }];
}
