import type { Confirmation } from '../../../domain/law/law-pack.ts';
import type { Certainty } from '../../../domain/law/certainty.ts';
import type { Language } from '../../../domain/language.ts';
import type { FilingPreview } from '../../../operations/complaints/preview-filing.ts';
import { certaintyMark } from '../../../wording/certainty.ts';
import { untilDeadline } from '../../../wording/dates.ts';
import { articleLabel } from '../../../wording/law-references.ts';
import { say } from '../../../wording/say.ts';

/** The mark of a value of the pack as the component shows it. */
export function markModel(language: Language, value: { certainty: Certainty; confirmed?: Confirmation | null }) {
  const { isConfirmed, label } = certaintyMark(language, value);
  return { confirmed: isConfirmed, text: label };
}

/** Whether the term to file still runs, and until when; in words. */
export function termSentence(language: Language, { toFile, isFiledLate }: FilingPreview): string {
  if (toFile === null || toFile.dueAt === null) return say(language, 'filing.term.unknown');
  const until = untilDeadline(language, toFile.dueAt);
  return isFiledLate ? say(language, 'filing.term.over', { until }) : say(language, 'filing.term.running', { until });
}

/** The term to file with its mark; the mark of the whole derivation, because the counting is marked too. */
export function termModel(language: Language, preview: FilingPreview) {
  const { toFile, isFiledLate } = preview;
  const mark = toFile === null ? null : markModel(language, { certainty: toFile.certainty, confirmed: null });
  return { sentence: termSentence(language, preview), isOver: isFiledLate, mark };
}

/** Who considers the complaint, by which rule, how sure that is, and that another was chosen. */
export function competenceModel(language: Language, preview: FilingPreview) {
  const { competence, proposed, commission, isMisdirected, pack } = preview;
  const { rule, subject, competent } = competence;
  const isCourt = competent.length === 0;
  return {
    sentence: isCourt
      ? say(language, 'competence.court')
      : say(language, 'competence.is', { commission: proposed.name[language] }),
    why: say(language, `competence.why.${subject}`),
    article: articleLabel(language, pack, rule.article),
    mark: markModel(language, rule),
    misdirected:
      isMisdirected && !isCourt
        ? say(language, 'competence.misdirected', { commission: commission.name[language] })
        : null,
  };
}
