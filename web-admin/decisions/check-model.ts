import type { DecisionState } from '../../domain/decisions/decision.ts';
import type { Language } from '../../domain/language.ts';
import type { LawPack } from '../../domain/law/law-pack.ts';
import type { DraftCheckRow } from '../../operations/decisions/read-decision.ts';
import { dayTimeShort } from '../../wording/dates.ts';
import { say } from '../../wording/say.ts';

type Checked = {
  decision: { state: Pick<DecisionState, 'draftVersion'>; checks: readonly DraftCheckRow[] } | undefined;
  names: ReadonlyMap<string, string>;
  pack: LawPack;
};

/** The checks of a draft with their remarks, the newest first; and whose rule the check is. */
export function checksModel(language: Language, { decision, names, pack }: Checked): object {
  const word = (key: string, values?: Record<string, number>): string =>
    say(language, `decision-text.check.${key}`, values);
  return {
    isRequired: pack.decisions.draftCheck.required,
    entries: (decision?.checks ?? []).map(({ checker, draftVersion, result, remarks, checkedAt }) => ({
      name: names.get(checker) ?? say(language, 'desk.actor.staff'),
      when: dayTimeShort(language, checkedAt),
      datetime: checkedAt,
      result: word(result),
      isPassed: result === 'passed',
      version: word('of-version', { n: draftVersion }),
      outdated: draftVersion === decision?.state.draftVersion ? '' : word('outdated'),
      remarks,
    })),
  };
}
