import type { IntlMessageFormat } from 'intl-messageformat';

type Ast = ReturnType<IntlMessageFormat['getAst']>;

const literal = 0;
const pound = 7;

const endings = new RegExp(
  '^(?:[гк][аеоө]|[дт][аеоө]|[дт][аеоө]н|[днт][ыиуү]н|[днт][ыиуү]|[дт][аеоө]г[ыиуү]|л[аеоө]р|н[ыиуү]н|с[ыиуү]|' +
    'ого|его|ому|ему|ым|им|ых|их|ый|ая|ое|ые|го|му|ми|ти|х|ю|я|е|м)$',
  'u',
);

/** Names of the values a message takes, with the kind of each (text, number, plural …), sorted and once each. */
export function argumentsOf(ast: Ast): string[] {
  const names = new Set<string>();
  for (const element of ast) {
    if (element.type === literal || element.type === pound) continue;
    if ('value' in element) names.add(element.value);
    if ('options' in element) {
      for (const option of Object.values(element.options))
        for (const name of argumentsOf(option.value)) names.add(name);
    }
  }
  return [...names].sort();
}

/** Words that mix Cyrillic and Latin letters, such as a Latin A in «AЭУ». Names of values do not count. */
export function mixedWords(text: string): string[] {
  const words = withoutArguments(text).match(/[\p{L}\p{M}]+/gu) ?? [];
  return words.filter((word) => /\p{Script=Cyrillic}/u.test(word) && /\p{Script=Latin}/u.test(word));
}

/** Endings glued to a value: a letter right after it, or a hyphen with a case ending. `{n}-берене` is an ordinal. */
export function gluedEndings(text: string): string[] {
  const direct = text.match(/\}(?=\p{L})\p{L}+/gu) ?? [];
  const hyphened = [...text.matchAll(/\}-(\p{L}+)/gu)]
    .filter((match) => endings.test(match[1] ?? ''))
    .map(([whole]) => whole);
  return [...direct, ...hyphened];
}

/** Values that stand bare before a word that asks for an ending (тартып takes -дан, чейин -га): `{moment} тартып`. */
export function bareValues(text: string): string[] {
  return text.match(/\} (?:тартып|баштап|кийин|чейин|каршы|ылайык)(?!\p{L})/gu) ?? [];
}

/** Kyrgyz addresses one person with a capital letter (`Сиз`, `Сизге`); these are the ones written small. */
export function smallAddresses(text: string): string[] {
  return text.match(/(?<!\p{L})сиз(?:ге|ди|ден|дин|де)?(?!\p{L})/gu) ?? [];
}

const sentenceBegins = /(?:^|[.!?…][»")]?\s+|[\n{]\s*)[«(]?/u.source;
const capitalAddress = new RegExp(
  `(?<!${sentenceBegins})(?<!\\p{L})В(?:ы|ас|ами?|аш(?:а|е|и|у|его|ему|ем|ей|ею|ими?|их)?)(?!\\p{L})`,
  'gu',
);

/** Russian addresses the reader small (`вы`, `ваш`) but where a sentence begins with it; these are the ones written large. */
export function capitalAddresses(text: string): string[] {
  return text.match(capitalAddress) ?? [];
}

function withoutArguments(text: string): string {
  return text
    .replaceAll(/\{\s*\w+\s*(?:\}|,\s*\w+\s*,?)/g, ' ')
    .replaceAll(/\b(?:zero|one|two|few|many|other)\b(?=\s*\{)/g, ' ');
}
