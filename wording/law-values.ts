import type { BodyRule, CompetenceRule, LawPack, LawRule, Marked, RegistryGround } from '../domain/law/law-pack.ts';
import type { EditionGround } from '../domain/law-editions/law-edition.ts';
import type { PackDifference } from '../domain/law/editions/pack-differences.ts';
import type { Language } from '../domain/language.ts';
import { certaintyMark } from './certainty.ts';
import { day } from './dates.ts';
import { kyrgyzClockDative } from './kyrgyz-clock.ts';
import { hasMessage, say } from './say.ts';
import { termInWords } from './law-references.ts';

/** What a value of the pack is called, by its address: «Решение по жалобе», «Кворум (ЦИК)». */
export function valueName(language: Language, address: string): string {
  const [part = '', key = '', inner = ''] = address.split('.');
  if (part === 'rules') return hasMessage(`law.rule.${key}`) ? say(language, `law.rule.${key}`) : key;
  if (part === 'bodies') {
    const body = say(language, `law-pack.body.${key}`);
    return say(language, 'law-pack.of-body', { value: say(language, `law-pack.part.${inner}`), body });
  }
  if (part === 'competence') return say(language, `law-pack.competence.${key}`);
  if (key === 'measures')
    return say(language, 'law-pack.measure', { measure: say(language, `decision-text.kind.${inner}`) });
  if (key === 'redactionGrounds') return say(language, `law-pack.redaction.${inner}`);
  if (inner === '') return say(language, `law-pack.complaints.${key}`);
  const ground = say(language, `complaints.termGround.${inner}`);
  return say(language, `law-pack.complaints.${key}`, { ground });
}

/** A value of the pack in words, with whether it is confirmed left to its mark. */
export function valueInWords(language: Language, address: string, value: Marked): string {
  const [part, key, inner] = address.split('.');
  if (part === 'rules') return ruleInWords(language, value as LawRule);
  if (part === 'bodies') return bodyInWords(language, inner as keyof Omit<BodyRule, 'kind'>, value);
  if (part === 'competence') return competenceInWords(language, value as CompetenceRule);
  if (key === 'measures' && 'commissions' in value)
    return (value.commissions as readonly string[]).map((kind) => say(language, `law-pack.body.${kind}`)).join('; ');
  if ('value' in value) return say(language, value.value === true ? 'law-pack.yes' : 'law-pack.no');
  if ('ends' in value) return say(language, 'law-pack.ends.withDayOfChange');
  if (!('rule' in value)) return say(language, 'law-pack.permitted');
  return typeof value.rule === 'string'
    ? valueName(language, `rules.${value.rule}`)
    : say(language, 'law-pack.to-named-day');
}

/** The ground on which a registry is asked: the document, its number, its day, the place in it. */
export function registryGroundInWords(
  language: Language,
  { document, number, day: on, place }: Pick<RegistryGround, 'document' | 'number' | 'day' | 'place'>,
): string {
  const values = { document: document[language], number, day: day(language, on) };
  return [say(language, 'law-pack.registry-document', values), ...(place === null ? [] : [place])].join(', ');
}

/** What the ground of a registry is called: «Основание для запроса: реестр записей актов». */
export function registryGroundName(language: Language, registry: string): string {
  return say(language, 'law-pack.registry-ground', { registry: say(language, `complaints.registry.${registry}`) });
}

function competenceInWords(language: Language, { to, or }: CompetenceRule): string {
  const body = (competent: string): string => say(language, `law-pack.competent.${competent}`);
  return or === null ? body(to) : say(language, 'law-pack.competent-or', { one: body(to), other: body(or) });
}

function ruleInWords(language: Language, rule: LawRule): string {
  const term = termInWords(language, rule.term, rule.direction);
  const early =
    rule.earlyTerm === null || rule.term.unit !== 'calendarDays'
      ? ''
      : say(language, 'law-pack.early', { term: termInWords(language, { ...rule.term, n: rule.earlyTerm }) });
  const hour =
    rule.closingHour === '24:00' || rule.term.unit !== 'calendarDays'
      ? ''
      : say(language, rule.inclusiveHour ? 'law-pack.to-hour-inclusive' : 'law-pack.to-hour', {
          hour: language === 'ky' && !rule.inclusiveHour ? kyrgyzClockDative(rule.closingHour) : rule.closingHour,
        });
  return [term, hour, early].filter((words) => words !== '').join(', ');
}

function bodyInWords(language: Language, part: keyof Omit<BodyRule, 'kind'>, value: Marked): string {
  const body = value as { kind?: string; n?: number; atLeast?: boolean; permitted?: boolean };
  if (part === 'members')
    return say(language, body.atLeast === true ? 'law-pack.at-least' : 'law-pack.exactly', { n: body.n ?? 0 });
  if (part === 'quorum')
    return body.kind === 'count'
      ? say(language, 'law-pack.exactly', { n: body.n ?? 0 })
      : say(language, 'law-pack.quorum.majorityOfMembers');
  if (part === 'abstention')
    return say(language, body.permitted === true ? 'law-pack.permitted' : 'law-pack.not-permitted');
  return say(language, `law-pack.${part}.${body.kind ?? ''}`);
}

/** One difference of two versions of the pack as words. */
export type DifferenceWords = { name: string; before: string; after: string };

/** A difference of two versions in words, with the marks of both values: who confirmed, or that nobody did. */
export function differenceInWords(
  language: Language,
  difference: PackDifference,
  acts: LawPack['acts'],
): DifferenceWords {
  if (difference.kind === 'votingDay') {
    const { before, after } = difference;
    return { name: say(language, 'law-pack.votingDay'), before: day(language, before), after: day(language, after) };
  }
  if (difference.kind === 'day') {
    const special = (kind: string | null): string => say(language, `law-pack.day.${kind ?? 'ordinary'}`);
    return {
      name: day(language, difference.day),
      before: special(difference.before),
      after: special(difference.after),
    };
  }
  if (difference.kind === 'registryGround') {
    const words = (ground: RegistryGround | null): string =>
      ground === null
        ? say(language, 'law-pack.absent')
        : `${registryGroundInWords(language, ground)}. ${certaintyMark(language, ground).explanation}`;
    const { registry, before, after } = difference;
    return { name: registryGroundName(language, registry), before: words(before), after: words(after) };
  }
  if (difference.kind === 'other') {
    const { part } = difference;
    const changed = say(language, 'law-pack.changed');
    return { name: say(language, `law-pack.other.${part}`), before: say(language, 'law-pack.was'), after: changed };
  }
  const { address, before, after } = difference;
  const words = (value: Marked | null): string =>
    value === null
      ? say(language, 'law-pack.absent')
      : `${valueInWords(language, address, value)}. ${certaintyMark(language, value).explanation}`;
  const articles = [before, after].map((value) => (value === null ? '' : placeOf(value, acts, language)));
  const hasMoved = before !== null && after !== null && articles[0] !== articles[1];
  return {
    name: valueName(language, address),
    before: hasMoved ? `${words(before)} ${articles[0] ?? ''}` : words(before),
    after: hasMoved ? `${words(after)} ${articles[1] ?? ''}` : words(after),
  };
}

function placeOf({ article }: Marked, acts: LawPack['acts'], language: Language): string {
  const act = acts[article.act]?.short[language] ?? article.act;
  return `(${[act, article.article, article.part].filter((part) => part !== null).join(' ')})`;
}

/** By which act the law was changed: its name, its day, the article. */
export function groundInWords(language: Language, { act, day: on, article }: EditionGround): string {
  const place = article === '' ? [] : [say(language, 'law.article.whole', { article })];
  return [act, day(language, on), ...place].join(', ');
}
