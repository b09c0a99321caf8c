import { measureKinds } from '../../domain/decisions/operative.ts';
import type { Language } from '../../domain/language.ts';
import type { LawPack } from '../../domain/law/law-pack.ts';
import type { CommissionKind } from '../../domain/people/role.ts';
import { certaintyMark } from '../../wording/certainty.ts';
import { articleWithAct } from '../../wording/law-references.ts';
import { say } from '../../wording/say.ts';

/** The measures of the pack with their norm and how sure it is, for who drafts. */
export function measuresModel(language: Language, pack: LawPack, commission: CommissionKind): object[] {
  return measureKinds.map((kind) => {
    const measure = pack.decisions.measures[kind];
    const { isConfirmed, label } = certaintyMark(language, measure);
    return {
      name: say(language, `decision-text.kind.${kind}`),
      norm: { text: articleWithAct(language, pack, measure.article) },
      certainty: { confirmed: isConfirmed, text: label },
      isPermitted: measure.commissions.includes(commission),
    };
  });
}
