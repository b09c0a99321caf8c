import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Language } from '../domain/language.ts';
import { say } from './say.ts';

/** The licence of the open data as the commission has set it; undefined while it has set none. */
export type OpenDataLicence = { name: string; url: string } | undefined;

const text = z.string().min(1);
const texts = z
  .array(z.strictObject({ en: text, ky: text, ru: text }))
  .parse(parse(readFileSync(new URL('open-data.yaml', import.meta.url), 'utf8')));
const byEnglish = new Map(texts.map((one) => [one.en, one]));

/** Where the words of a closed list of codes stand, below which the code is the last part of the key. */
const codeWords: Readonly<Record<string, string>> = {
  status: 'complaints.status',
  kind: 'complaints.kind',
  outcome: 'complaints.outcome',
  respondentKind: 'complaints.respondentKind',
  ground: 'complaints.ground',
  'forwarded.to': 'complaints.forwardTarget',
  'requests.to': 'complaints.body',
  'appeals.to': 'complaints.appealBody',
  'appeals.result': 'complaints.appealResult',
  measure: 'decision-text.kind',
  'Figures.terms': 'figures.terms',
  force: 'case.force',
  forceGround: 'case.force-ground',
  certainty: 'law.mark',
};

/** The heads of the tables that the portal gives, whose words stand with their pages. */
const columns = [
  ...['number', 'place', 'commission', 'received', 'due', 'decided', 'decision', 'title', 'address'].map(
    (name) => `register.csv.${name}`,
  ),
  ...['status', 'kind', 'outcome', 'respondent'].map((name) => `register.filter-${name}`),
  ...['code', 'name', 'n', 'onTime', 'late'].map((name) => `figures.head.${name}`),
];
const columnKeys = new Map(columns.map((key) => [say('en', key), key]));

const noLicence = '**Licence.** Not adopted yet';

/**
 * The dictionary of open data in a language, from its English text (docs/open-data.md): tables keep their rows, fields and codes,
 * every other text is replaced, codes by the words that the pages give them. Throws for a text that has no words.
 */
export function openDataDictionary(markdown: string, language: Language, licence?: OpenDataLicence): string {
  const blocks = markdown.trimEnd().split('\n\n');
  const written = blocks.map((block) => {
    if (block.startsWith('|'))
      return block
        .split('\n')
        .map((row) => translatedRow(row, language))
        .join('\n');
    if (licence !== undefined && block.startsWith(noLicence))
      return `**${say(language, 'figures.licence', licence)}**, ${licence.url}`;
    const words = wordsOf(block.replaceAll(/\s+/g, ' '), language);
    return language === 'en' ? block : words;
  });
  return `${written.join('\n\n')}\n`;
}

function translatedRow(row: string, language: Language): string {
  if (/^[|\s-]+$/.test(row)) return row;
  const given = row
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim());
  const [list = '', code = '', meaning = ''] = given;
  const isCode = /^`\w+`$/.test(code);
  const prefix = codeWords[list];
  const words = isCode && prefix ? say(language, `${prefix}.${code.slice(1, -1)}`) : wordsOf(meaning, language);
  const cells = [isCode ? list : headOf(list, language), wordsOf(code, language), words];
  return cells.join('|') === given.join('|') ? row : `| ${cells.join(' | ')} |`;
}

/** A field of a program as it is, a column as the files of the language name it. */
function headOf(english: string, language: Language): string {
  const key = columnKeys.get(english);
  return key === undefined ? wordsOf(english, language) : say(language, key);
}

/** Between codes, in each language. */
const or = { ky: ' же ', ru: ' или ', en: ' or ' };

/** A text in the language; fields, codes and nothing stay what they are. */
function wordsOf(english: string, language: Language): string {
  const found = byEnglish.get(english);
  if (found !== undefined) return found[language];
  if (/^(`[^`]*`(, | or | )?)*$/.test(english)) return english.replaceAll(' or ', or[language]);
  throw new Error(`the dictionary of open data has no words for: ${english}`);
}
