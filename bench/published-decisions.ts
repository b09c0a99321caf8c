import { seeded } from '../dev/demonstration/seeded.ts';
import type { PublicText } from '../domain/decisions/decision-text.ts';
import { joinPieces } from '../domain/decisions/redaction/pieces.ts';
import type { Language } from '../domain/language.ts';
import { loadMessages } from '../wording/load-messages.ts';
import type { Statement } from '../persistence/database.ts';

const languages = ['ky', 'ky', 'ru', 'ru', 'en'] as const;
const wordsOfText = 150;
const hash = 'a'.repeat(64);

/** What a decision of a filled register needs of its complaint. */
export type Concluded = {
  complaintId: string;
  decisionId: string;
  commissionId: string;
  electionId: string;
  at: string;
};

/**
 * Decisions with published texts, written straight into the tables that pages and the search read: nobody voted on them, and
 * `verify` is not for them. Words are those of the product's own messages, the n-th drawn in proportion to 1/n.
 */
export function publishedDecisions(): (concluded: readonly Concluded[]) => Statement {
  const vocabulary = vocabularyOfMessages();
  const random = seeded(2027);
  const draw = (): number => random.below(2 ** 32) / 2 ** 32;
  let count = 0;
  const text = (language: Language): PublicText => {
    const words = vocabulary[language];
    const some = (n: number): string =>
      Array.from({ length: n }, () => words[Math.floor(words.length ** draw()) - 1] ?? '').join(' ');
    return {
      version: 2,
      language,
      title: [some(8)],
      grounds: [[some(wordsOfText / 2)], [some(wordsOfText / 2)]],
      findings: [{ text: [some(10)], state: 'established', evidence: [some(4)] }],
      articles: [{ reference: { act: 'law68', article: '44', part: '5' }, text: [some(4)] }],
      operative: [{ kind: 'satisfy', addressee: { kind: 'none', name: [''] }, text: [some(6)], term: null }],
      dissents: [],
    };
  };
  return (concluded) => {
    const rows = concluded.map((one) => {
      const language = languages[count % languages.length] ?? 'ky';
      const body = text(language);
      count += 1;
      return {
        ...one,
        language,
        body,
        title: joinPieces(body.title),
        number: `D-2027-${String(count).padStart(6, '0')}`,
      };
    });
    return {
      name: 'bench-publish',
      text: `with given as (
          select * from jsonb_to_recordset($1) as g("complaintId" uuid, "decisionId" uuid, "commissionId" uuid,
            "electionId" uuid, at timestamptz, language text, body jsonb, title text, number text)
        ), new_record as (
          insert into record select "decisionId", 'decision', 'published', 1, 1, decode('${hash}', 'hex'), "commissionId",
            "electionId", 'pres-2027', '{}' from given
        ), new_decision as (
          insert into decision (id, number, status, commission_id, election_id, outcome, draft_version, drafter, text_hash,
            published_at, signed_at)
          select "decisionId", number, 'published', "commissionId", "electionId", 'granted', 1, "decisionId", '${hash}', at, at
          from given
        ), new_publication as (
          insert into publication (decision_id, number, commission_id, language, title, body, signature, roll_call, dissents,
            text_hash, published_at)
          select "decisionId", number, "commissionId", language, title, body, null, '[]', '[]', '${hash}', at from given
        ), new_link as (insert into publication_complaint select "decisionId", "complaintId" from given
        ), new_word as (
          insert into search_word select distinct w.lexeme from given g, unnest(public_search(g.language, g.number, g.body)) w
          where g.language = 'ky' and w.lexeme !~ '[0-9]' order by 1 on conflict do nothing
        )
        insert into complaint_search select c.id, c.received_at, public_search(g.language, g.number, g.body)
        from given g join complaint c on c.id = g."complaintId"`,
      values: [JSON.stringify(rows)],
    };
  };
}

/** Every word of the messages once, in a fixed order, by language. */
function vocabularyOfMessages(): Record<Language, string[]> {
  const messages = [...loadMessages().values()];
  const of = (language: Language): string[] => [
    ...new Set(messages.flatMap((message) => message[language].toLowerCase().match(/\p{L}{2,}/gu) ?? [])),
  ];
  return { ky: of('ky'), ru: of('ru'), en: of('en') };
}
