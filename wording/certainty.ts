import type { Certainty } from '../domain/law/certainty.ts';
import type { Confirmation } from '../domain/law/law-pack.ts';
import type { Language } from '../domain/language.ts';
import { day } from './dates.ts';
import { say } from './say.ts';

/** The mark beside a figure of the law: a tick with who and when, or an amber triangle with the reason. */
export type CertaintyMark = { isConfirmed: boolean; certainty: Certainty; label: string; explanation: string };

/** The mark of a value; only a confirmation by a person gives the tick, the text of the law alone does not. */
export function certaintyMark(
  language: Language,
  value: { certainty: Certainty; confirmed?: Confirmation | null },
): CertaintyMark {
  const { certainty, confirmed = null } = value;
  const reason = say(language, `law.mark.${certainty}`);
  if (confirmed === null) {
    return {
      isConfirmed: false,
      certainty,
      label: say(language, 'law.notConfirmed'),
      explanation: say(language, 'law.notConfirmedBecause', { reason }),
    };
  }
  const label = say(language, 'law.confirmed', { by: confirmed.by[language], on: day(language, confirmed.on) });
  return { isConfirmed: true, certainty, label, explanation: label };
}
