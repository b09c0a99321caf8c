import type { ArticleReference, LawPack, LawRule } from '../domain/law/law-pack.ts';
import type { Language } from '../domain/language.ts';
import { say } from './say.ts';

/** «ст. 44 ч. 6», «44-берененин 6-бөлүгү», "art. 44(6)"; the short name of the act where the article is not known. */
export function articleLabel(language: Language, pack: Pick<LawPack, 'acts'>, reference: ArticleReference): string {
  return placeOf(language, reference) ?? actName(language, pack, reference);
}

/** The article together with the short name of its act, for places where the act is not obvious. */
export function articleWithAct(language: Language, pack: Pick<LawPack, 'acts'>, reference: ArticleReference): string {
  const place = placeOf(language, reference);
  const act = actName(language, pack, reference);
  return place === null ? act : say(language, 'law.article.withAct', { act, place });
}

/** Name of a rule of the pack, such as «Решение по жалобе». */
export function ruleName(language: Language, ruleId: string): string {
  return say(language, `law.rule.${ruleId}`);
}

/** The term of a rule in words: «3 календардык күн», «незамедлительно». */
export function termInWords(
  language: Language,
  term: LawRule['term'],
  direction: LawRule['direction'] = 'after',
): string {
  const { n, unit } = term;
  return direction === 'before' && unit !== 'atOnce'
    ? say(language, `law.before.${unit}`, { n })
    : say(language, `law.term.${unit}`, { n });
}

/** What follows when nobody acts in time. */
export function silenceInWords(language: Language, rule: Pick<LawRule, 'whatSilenceMeans'>): string {
  return say(language, `law.silence.${rule.whatSilenceMeans.meaning}`);
}

/** Who has to act under a rule. */
export function actorInWords(language: Language, actor: string): string {
  return say(language, `law.actor.${actor}`);
}

function placeOf(language: Language, { article, part }: ArticleReference): string | null {
  if (article === null) return null;
  return part === null
    ? say(language, 'law.article.whole', { article })
    : say(language, 'law.article.part', { article, part });
}

function actName(language: Language, pack: Pick<LawPack, 'acts'>, { act }: ArticleReference): string {
  const known = pack.acts[act];
  if (known === undefined) throw new RangeError(`the pack has no act ${act}`);
  return known.short[language];
}
