import { remaining, workingDayLength } from '../../domain/law/counting/remaining.ts';
import { lawRule } from '../../domain/law/law-pack.ts';
import type { OpenedCase } from '../../operations/complaints/open-case.ts';
import type { Language } from '../../domain/language.ts';
import { certaintyMark } from '../../wording/certainty.ts';
import { dayTimeShort, deadlineMoment, deadlineMomentShort } from '../../wording/dates.ts';
import { articleLabel } from '../../wording/law-references.ts';
import { say } from '../../wording/say.ts';
import { termChip, termDerivation } from './case-terms.ts';
import { isInWorkingDays, staffTimeLeft } from '../../web-kit/deadlines/staff-time-left.ts';
import { remainingWorkingTime } from '../../wording/durations.ts';

/** The card of the decision term: what is left, of it in office hours, the legal end, the norm, how sure it is, and why. */
export function clockCard(language: Language, opened: OpenedCase) {
  const { now, pack, complaint } = opened;
  const row = opened.deadlines.find(({ term }) => term === complaint.decisionTerm);
  if (!row) return undefined;
  const rule = lawRule(pack, row.rule);
  const left = remaining(now, row, pack.officeHours);
  const isRunning = row.state === 'running' && row.dueAt !== null && now < row.dueAt;
  const isCountedInDays = isInWorkingDays(left, pack.officeHours);
  const { certainty, confirmed } = row.derivation;
  const mark = certaintyMark(language, { certainty, confirmed: confirmed ? rule.confirmed : null });
  return {
    chip: termChip(language, opened, { ...row, endedAt: row.endedAt ?? complaint.decidedAt }),
    isRunning,
    lead: isRunning ? staffTimeLeft(language, left, pack.officeHours) : '',
    words: say(language, isCountedInDays ? 'desk.clock-card.working' : 'desk.clock-card.left'),
    working: isCountedInDays
      ? ''
      : remainingWorkingTime(language, left.workingMilliseconds ?? 0, workingDayLength(pack.officeHours)),
    due:
      row.dueAt === null
        ? say(language, 'desk.clock-card.at-once')
        : say(language, 'desk.clock-card.decide-until', { moment: deadlineMoment(language, row.dueAt) }),
    norm: { text: articleLabel(language, pack, rule.article) },
    mark: { confirmed: mark.isConfirmed, text: mark.label },
    bar: {
      share: Math.round((left.shareUsed ?? 1) * 100),
      from: dayTimeShort(language, row.baseAt),
      to: row.dueAt === null ? '' : deadlineMomentShort(language, row.dueAt),
    },
    isMissed:
      row.state === 'missed' ||
      row.state === 'metLate' ||
      (row.dueAt !== null && !isRunning && complaint.decidedAt === null),
    derivation: termDerivation(language, opened, row),
  };
}
