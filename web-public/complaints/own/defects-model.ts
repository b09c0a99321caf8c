import type { Language } from '../../../domain/language.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import type { OpenedOwnCase } from '../../../operations/complaints/read-own-case.ts';
import { dayTime, deadlineMoment, untilDeadline } from '../../../wording/dates.ts';
import { say } from '../../../wording/say.ts';
import { deadlineChip } from '../../../web-kit/deadlines/deadline-chip.ts';
import { derivationModel } from '../../../web-kit/deadlines/derivation-model.ts';

/** What the commission asks for: the defects by name, its own words, the term with what is left of it and why. */
export function defectsModel(language: Language, { complaint, papers, deadlines, pack, now }: OpenedOwnCase) {
  if (complaint.status !== 'returnedForDefects') return null;
  const paper = papers.findLast(({ kind }) => kind === 'defects');
  const term = deadlines.findLast(({ rule }) => rule === 'complaint_cure');
  const due = term?.dueAt ?? null;
  return {
    sentence: sentenceOf(language, due, now),
    defects: complaint.defects.map((defect) => say(language, `complaints.defect.${defect}`)),
    words: (paper?.text ?? '').split('\n').filter((line) => line.trim() !== ''),
    at: paper === undefined ? null : dayTime(language, paper.writtenAt),
    chip: term === undefined ? null : deadlineChip(language, term, pack, now),
    why: term === undefined ? null : derivationModel(language, term.derivation, pack, now),
  };
}

function sentenceOf(language: Language, due: Instant | null, now: Instant): string {
  if (due === null) return say(language, 'own-case.defects.answer');
  return now < due
    ? say(language, 'own-case.defects.until', { until: untilDeadline(language, due) })
    : say(language, 'own-case.defects.over', { moment: deadlineMoment(language, due) });
}
