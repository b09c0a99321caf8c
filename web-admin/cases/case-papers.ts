import type { Language } from '../../domain/language.ts';
import type { OpenedCase } from '../../operations/complaints/open-case.ts';
import type { OpenedPaper } from '../../operations/complaints/paper.ts';
import { dayTimeShort } from '../../wording/dates.ts';
import { say } from '../../wording/say.ts';

/** A paper of the case as it is read in place: who wrote what when, to whom, and the files that came with it. */
export type PaperModel = {
  heading: string;
  datetime: string;
  when: string;
  facts: readonly { key: string; value: string }[];
  text: string;
  files: readonly { name: string; href: string }[];
};

/** One paper with its files; the event that holds its hash names them. */
export function paperModel(language: Language, opened: OpenedCase, paper: OpenedPaper): PaperModel {
  const { kind, writtenAt, text, hash, author } = paper;
  const facts = (['name', 'address', 'place', 'number'] as const).flatMap((key) => {
    const value = paper[key] ?? '';
    return value === '' ? [] : [{ key: say(language, `case-papers.${key}`), value }];
  });
  return {
    heading: say(language, `case-papers.kind.${kind}`),
    datetime: writtenAt,
    when: `${dayTimeShort(language, writtenAt)} · ${authorInWords(language, opened, author)}`,
    facts,
    text,
    files: filesOf(language, opened, hash),
  };
}

/** The papers of the kinds given, the oldest first. */
export function papersOf(
  language: Language,
  opened: OpenedCase,
  kinds: readonly OpenedPaper['kind'][],
  about?: string,
): PaperModel[] {
  return opened.around.papers
    .filter((paper) => kinds.includes(paper.kind) && (about === undefined || paper.about === about))
    .map((paper) => paperModel(language, opened, paper));
}

/** The name of a person who acted, or what else acted. */
export function authorInWords(language: Language, { names }: OpenedCase, actor: string): string {
  if (actor === 'complainant') return say(language, 'desk.actor.complainant');
  if (!actor.startsWith('person:')) return say(language, 'desk.actor.system');
  return names.get(actor.slice('person:'.length)) ?? say(language, 'desk.actor.staff');
}

function filesOf(language: Language, { events, details, complaint }: OpenedCase, paperHash: string) {
  const event = events.find(({ payload }) => payload['paperHash'] === paperHash);
  const hashes = (event?.payload['fileHashes'] as readonly string[] | undefined) ?? [];
  return details.documents
    .filter(({ sha256, scan, purpose }) => hashes.includes(sha256) && scan !== 'infected' && purpose !== 'statement')
    .map(({ id, name }) => ({ name, href: `/${language}/cases/${complaint.id}/files/${id}` }));
}
