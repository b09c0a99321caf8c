import { findingStates } from '../../domain/decisions/decision-text.ts';
import type { DecisionText } from '../../domain/decisions/decision-text.ts';
import { addresseeKinds, isMeasure, operativeKinds } from '../../domain/decisions/operative.ts';
import { LANGUAGES } from '../../domain/language.ts';
import type { LawPack } from '../../domain/law/law-pack.ts';
import type { CommissionKind } from '../../domain/people/role.ts';
import { articleWithAct } from '../../wording/law-references.ts';
import { say } from '../../wording/say.ts';
import { typed } from '../read-form.ts';
import type { Visit } from '../visit.ts';
import { articleChoices, articleValue, chosenLanguage, typedMany, typedTerm } from './text-form-values.ts';

type Row = Readonly<Record<string, string>>;
type Parts = 'title' | 'grounds' | 'moreArticles';
/** What the fields show. */
type Shown = Record<Parts, string> & { findings: Row[]; items: Row[]; articles: string[] };

export type TextFieldsOf = {
  given: DecisionText | undefined;
  pack: LawPack;
  commission: CommissionKind;
  /** The part of the text that was refused. */
  wrong?: string;
  /** Rows to show below those that are filled. */
  more?: { findings?: number; items?: number };
  /** True where `given` already holds what was typed. */
  isMerged?: boolean;
};

/** The fields to show: what was typed after a refusal, else the given text, else empty ones. Nothing typed is lost. */
export function textFields(visit: Visit, about: TextFieldsOf): Record<string, object> {
  const { language, form } = visit;
  const { given, pack, commission, wrong, more = {} } = about;
  const isTyped = typeof form['title'] === 'string' && about.isMerged !== true;
  const shown = isTyped ? typedRows(visit) : givenRows(given);
  const word = (key: string, values?: Record<string, number>): string => say(language, key, values);
  const error = (part: string): object =>
    wrong === part ? { error: say(language, 'refusals.DECISION_TEXT_EMPTY') } : {};
  const findings = withBlank(shown.findings, 1, more.findings ?? 0);
  const items = withBlank(shown.items, 2, more.items ?? 0);
  return {
    language: {
      name: 'language',
      label: say(language, 'decisions.field.language'),
      value: chosenLanguage(visit, given),
      options: LANGUAGES.map((one) => ({ value: one, text: say(language, `desk.language.${one}`) })),
    },
    title: {
      name: 'title',
      rows: 2,
      label: say(language, 'decisions.field.title'),
      value: shown.title,
      ...error('title'),
    },
    grounds: {
      name: 'grounds',
      rows: 10,
      label: say(language, 'decisions.field.grounds'),
      hint: word('decision-text.editor.grounds-hint'),
      value: shown.grounds,
      ...error('grounds'),
    },
    findings: findings.map((row, n) => findingFields(word, row, n, n === 0 ? error('findings') : {})),
    articles: {
      name: 'article',
      label: word('decision-text.editor.articles'),
      values: shown.articles,
      options: articleChoices(pack).map(({ value, reference }) => ({
        value,
        text: articleWithAct(language, pack, reference),
      })),
    },
    moreArticles: {
      name: 'moreArticles',
      rows: 2,
      label: word('decision-text.editor.more-articles'),
      hint: word('decision-text.editor.more-articles-hint'),
      value: shown.moreArticles,
    },
    items: items.map((row, n) =>
      itemFields(word, row, n, { pack, commission, error: n === 0 ? error('operative') : {} }),
    ),
  };
}

type Word = (key: string, values?: Record<string, number>) => string;

function findingFields(word: Word, row: Row, n: number, error: object): Record<string, unknown> {
  const id = (name: string): string => `${name}-${String(n + 1)}`;
  return {
    legend: word('decision-text.editor.finding', { n: n + 1 }),
    text: {
      name: 'findingText',
      id: n === 0 ? 'findings' : id('findingText'),
      rows: 3,
      label: word('decision-text.editor.finding-text'),
      value: row['text'],
      ...error,
    },
    state: {
      name: 'findingState',
      id: id('findingState'),
      label: word('decision-text.editor.finding-state'),
      value: row['state'],
      options: findingStates.map((value) => ({ value, text: word(`decision-text.state.${value}`) })),
    },
    evidence: {
      name: 'findingEvidence',
      id: id('findingEvidence'),
      label: word('decision-text.editor.finding-evidence'),
      hint: word('decision-text.editor.finding-evidence-hint'),
      value: row['evidence'],
      list: 'case-documents',
    },
  };
}

function itemFields(
  word: Word,
  row: Row,
  n: number,
  { pack, commission, error }: { pack: LawPack; commission: CommissionKind; error: object },
): Record<string, unknown> {
  const id = (name: string): string => `${name}-${String(n + 1)}`;
  const isPermitted = (kind: (typeof operativeKinds)[number]): boolean =>
    !isMeasure(kind) || pack.decisions.measures[kind].commissions.includes(commission);
  return {
    legend: word('decision-text.editor.item', { n: n + 1 }),
    kind: {
      name: 'itemKind',
      id: id('itemKind'),
      label: word('decision-text.editor.item-kind'),
      value: row['kind'],
      options: [
        { value: '', text: word('decision-text.editor.item-choose') },
        ...operativeKinds
          .filter((kind) => isPermitted(kind) || kind === row['kind'])
          .map((value) => ({ value, text: word(`decision-text.kind.${value}`) })),
      ],
    },
    text: {
      name: 'itemText',
      id: n === 0 ? 'operative' : id('itemText'),
      rows: 3,
      label: word('decision-text.editor.item-text'),
      value: row['text'],
      ...error,
    },
    addresseeKind: {
      name: 'itemAddresseeKind',
      id: id('itemAddresseeKind'),
      label: word('decision-text.editor.item-addressee-kind'),
      value: row['addresseeKind'],
      options: addresseeKinds.map((value) => ({ value, text: word(`decision-text.addressee.${value}`) })),
    },
    addressee: {
      name: 'itemAddressee',
      id: id('itemAddressee'),
      label: word('decision-text.editor.item-addressee'),
      value: row['addressee'],
    },
    term: {
      name: 'itemTerm',
      id: id('itemTerm'),
      label: word('decision-text.editor.item-term'),
      hint: word('decision-text.editor.item-term-hint'),
      value: row['term'],
      width: 10,
    },
  };
}

function withBlank(rows: readonly Row[], least: number, more: number): Row[] {
  const blank = Math.max(least - rows.length, 0) + more;
  return [...rows, ...Array.from({ length: blank }, () => ({}))];
}

function typedRows(visit: Visit): Shown {
  const rows = (names: Readonly<Record<string, string>>): Row[] => {
    const columns = Object.entries(names).map(([key, name]) => [key, typedMany(visit, name)] as const);
    const count = Math.max(0, ...columns.map(([, values]) => values.length));
    return Array.from({ length: count }, (_, n) =>
      Object.fromEntries(columns.map(([key, values]) => [key, values[n] ?? ''])),
    );
  };
  return {
    title: typed(visit, 'title'),
    grounds: typed(visit, 'grounds'),
    moreArticles: typed(visit, 'moreArticles'),
    articles: typedMany(visit, 'article'),
    findings: rows({ text: 'findingText', state: 'findingState', evidence: 'findingEvidence' }),
    items: rows({
      kind: 'itemKind',
      text: 'itemText',
      addresseeKind: 'itemAddresseeKind',
      addressee: 'itemAddressee',
      term: 'itemTerm',
    }),
  };
}

function givenRows(given: DecisionText | undefined): Shown {
  if (!given) return { title: '', grounds: '', moreArticles: '', articles: [], findings: [], items: [] };
  return {
    title: given.title,
    grounds: given.grounds.join('\n\n'),
    moreArticles: given.articles.flatMap(({ reference, text }) => (reference === null ? [text] : [])).join('\n'),
    articles: given.articles.flatMap(({ reference }) => (reference === null ? [] : [articleValue(reference)])),
    findings: given.findings.map((finding) => ({ ...finding })),
    items: given.operative.map(({ kind, text, addressee, term }) => ({
      kind,
      text,
      addresseeKind: addressee.kind,
      addressee: addressee.name,
      term: typedTerm(term),
    })),
  };
}
