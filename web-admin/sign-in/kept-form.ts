import type { Language } from '../../domain/language.ts';
import { hasMessage, say } from '../../wording/say.ts';
import type { PageAnswer, Visit } from '../visit.ts';

/**
 * The answer to a form that came too late: after its session had ended (401), or in another session than it was made
 * for (403). Nothing is done; everything that was typed is shown to be copied, beside the way back to the page.
 */
export function keptForm(visit: Visit, reason: 'ended' | 'earlier'): PageAnswer {
  const { language, page } = visit;
  const back = `/${language}${page === '/' ? '' : page}`;
  const isEnded = reason === 'ended';
  return {
    kind: 'page',
    view: 'sign-in/kept-form.njk',
    title: say(language, isEnded ? 'kept-form.title' : 'kept-form.title-earlier'),
    status: isEnded ? 401 : 403,
    staysHere: true,
    model: {
      what: say(language, `kept-form.${reason}`),
      link: isEnded
        ? { href: `/${language}/sign-in?to=${encodeURIComponent(back)}`, text: say(language, 'kept-form.sign-in') }
        : { href: back, text: say(language, 'kept-form.open') },
      fields: typedFields(visit),
    },
  };
}

/** Fields that nobody typed. */
const carried: ReadonlySet<string> = new Set(['_csrf', 'version', 'next', 'remove', 'form', 'documents']);

type TypedField = { name: string; label: string; value: string; rows: number; isReadOnly: true };

function typedFields({ language, form, path }: Visit): TypedField[] {
  return Object.entries(form)
    .filter(([name]) => !machineMade.includes(name) && !carried.has(name))
    .flatMap(([name, sent]): [string, string][] =>
      (Array.isArray(sent) ? sent : [sent]).map((value: unknown) => [name, String(value)]),
    )
    .filter(([, value]) => value.trim() !== '' && !reference.test(value))
    .map(([name, value], place) => ({
      name: `typed-${String(place + 1)}`,
      label: labelOf(language, name, path),
      value: valueInWords(language, name, value),
      rows: rowsOf(value),
      isReadOnly: true,
    }));
}

/** What a page put into its form; nobody typed it. */
const machineMade = [
  '_csrf',
  'version',
  'mark',
  'on',
  'markKind',
  'markGround',
  'keep',
  'do',
  'form',
  'next',
  'seen',
  'looked',
  'remove',
];

/** Rows that show a text whole in a narrow window too, as far as that is sensible. */
function rowsOf(value: string): number {
  const rows = value.split('\n').map((line) => Math.max(1, Math.ceil(line.length / 40)));
  return Math.min(
    16,
    rows.reduce((sum, each) => sum + each, 0),
  );
}

/** Ids and hashes that a form carries; nobody typed them. */
const reference = /^(?:[0-9a-f]{64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

const labels: Readonly<Record<string, string>> = {
  language: 'decisions.field.language',
  title: 'decisions.field.title',
  findingText: 'decision-text.editor.finding-text',
  findingState: 'decision-text.editor.finding-state',
  findingEvidence: 'decision-text.editor.finding-evidence',
  moreArticles: 'decision-text.editor.more-articles',
  article: 'decision-text.editor.articles',
  grounds: 'decisions.field.grounds',
  itemKind: 'decision-text.editor.item-kind',
  itemText: 'decision-text.editor.item-text',
  itemAddresseeKind: 'decision-text.editor.item-addressee-kind',
  itemAddressee: 'decision-text.editor.item-addressee',
  itemTerm: 'decision-text.editor.item-term',
  result: 'decision-text.check.result',
  remarks: 'decision-text.check.remarks',
  words: 'redaction.add-words',
  wordsKind: 'redaction.mark-kind',
  wordsGround: 'redaction.mark-ground',
  keepGround: 'redaction.mark-ground',
  outcome: 'decisions.field.outcome',
  dissent: 'kept-form.field.dissent',
  ground: 'case-forms.field.ground',
  text: 'case-notes.label',
  q: 'case-search.label',
  choice: 'sittings.my-vote',
  role: 'desk.people.role',
  time: 'sittings.time',
  amount: 'desk.clock.amount',
  unit: 'desk.clock.unit',
  defects: 'case-forms.field.defects',
  to: 'case-forms.field.to',
  commission: 'case-forms.field.commission',
  name: 'case-forms.field.name',
  address: 'case-forms.field.address',
  check: 'case-forms.field.check',
  place: 'case-forms.field.place',
  invited: 'case-forms.field.invited',
  attended: 'case-forms.field.attended',
  term: 'case-forms.field.term',
  email: 'case-forms.field.email',
  phone: 'case-forms.field.phone',
  number: 'case-forms.field.number',
  channel: 'intake.field.channel',
  'received-time': 'intake.field.received-time',
  reason: 'intake.field.reason',
  reasonWords: 'intake.field.reasonWords',
  complainantKind: 'filing.field.complainantKind',
  kind: 'filing.field.kind',
  respondentKind: 'filing.field.respondentKind',
  respondent: 'filing.field.respondent',
  statement: 'intake.field.statement',
  demand: 'intake.field.demand',
  territory: 'filing.field.territory',
  precinct: 'filing.field.precinct',
  confirmed: 'intake.field.confirmed',
};

/** The words of an act are called as its own form calls them; `path` is where they were sent. */
function labelOf(language: Language, name: string, path: string): string {
  const act = (path.split('/').at(-1) ?? '').replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const words = `case-forms.words.${act}`;
  if (name === 'text' && hasMessage(words)) return say(language, words);
  const date = /^(?:on|lastDay|received|learned)-(day|month|year)$/.exec(name)?.[1];
  if (date !== undefined) return `${say(language, 'kept-form.field.date')}: ${say(language, `kit.date-${date}`)}`;
  const key = labels[name];
  return key === undefined ? name : say(language, key);
}

const words: Readonly<Record<string, string>> = {
  channel: 'complaints.channel.',
  reason: 'complaints.entryReason.',
  complainantKind: 'complaints.complainantKind.',
  kind: 'complaints.kind.',
  respondentKind: 'complaints.respondentKind.',
  territory: 'territories.',
  language: 'desk.language.',
  outcome: 'complaints.outcome.',
  role: 'people.role.',
  choice: 'sittings.choice.',
  findingState: 'decision-text.state.',
  itemKind: 'decision-text.kind.',
  itemAddresseeKind: 'decision-text.addressee.',
  result: 'decision-text.check.',
  wordsKind: 'redaction.kind.',
  wordsGround: 'redaction.ground.',
  keepGround: 'redaction.keep.',
  defects: 'complaints.defect.',
  invited: 'complaints.party.',
  attended: 'complaints.party.',
  check: 'case-forms.check-',
};

function valueInWords(language: Language, name: string, value: string): string {
  const key = `${words[name] ?? ''}${value}`;
  return name in words && hasMessage(key) ? say(language, key) : value;
}
