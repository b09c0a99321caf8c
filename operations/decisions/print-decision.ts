import type { DecisionText, PublicText } from '../../domain/decisions/decision-text.ts';
import type { Pieces } from '../../domain/decisions/redaction/pieces.ts';
import type { Language } from '../../domain/language.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { printDecision as print } from '../../prints/decisions/decision.ts';
import type { DecisionModel } from '../../prints/decisions/decision.ts';
import type { PrintText } from '../../prints/print-lines.ts';
import { decisionLines, redactionSummary } from '../../wording/decision-lines.ts';
import { say } from '../../wording/say.ts';
import type { PublicationRow } from '../../persistence/decisions/publications.ts';
import type { PublicComplaint } from '../complaints/public-complaint.ts';

/** A text as it is now, before its signature: marked as a draft on each page. */
export function printDraft(
  text: DecisionText,
  about: { commission: Record<Language, string>; at: Instant; hash: string },
): Promise<Buffer> {
  const { language } = text;
  return print(
    {
      ...lines(text),
      number: '',
      commission: about.commission[language],
      decidedAt: about.at,
      votes: [],
      dissents: [],
      signature: say(language, 'decision-text.unsigned'),
      hash: about.hash,
      isDraft: true,
    },
    language,
  );
}

/** A signed decision whole, for staff. */
export function printSigned(
  text: DecisionText,
  about: { number: string; commission: Record<Language, string>; signedAt: Instant; signature: string; hash: string },
): Promise<Buffer> {
  const { number, commission, signedAt, signature, hash } = about;
  const { language } = text;
  return print(
    {
      ...lines(text),
      number,
      commission: commission[language],
      decidedAt: signedAt,
      votes: [],
      dissents: [],
      signature,
      hash,
    },
    language,
  );
}

/**
 * The published decision in its own language, with the roll call, the dissenting opinions, the hash of the public text and
 * a QR code that leads to `address`. Hidden places are named blocks; what was hidden is not in the file.
 */
export function printPublication(
  publication: PublicationRow,
  { complaint, address }: { complaint: PublicComplaint; address: string },
): Promise<Buffer> {
  const { number, body, rollCall, dissents, signature, textHash, language, publishedAt } = publication;
  const role = (name: string): string => say(language, `people.role.${name}`);
  const redactions = redactionSummary(language, body);
  return print(
    {
      ...lines(body),
      number,
      commission: complaint.commission.name[language],
      decidedAt: complaint.decidedAt ?? publishedAt,
      votes: rollCall.map(({ name, choice }) => ({ name, choice })),
      dissents: dissents.map(({ name, role: held, paragraphs }) => ({
        by: `${name}, ${role(held)}`,
        paragraphs: paragraphs.map((pieces) => printText(language, pieces)),
      })),
      signature: signature === null ? '' : `${role(signature.role)}\n${signature.name}`,
      publication: { number, address },
      hash: textHash,
      ...(redactions === '' ? {} : { redactions: `${redactions} ${say(language, 'redaction.contest')}: ${address}` }),
    },
    language,
  );
}

function lines(
  text: DecisionText | PublicText,
): Pick<DecisionModel, 'title' | 'grounds' | 'findings' | 'basis' | 'operative'> {
  const { language } = text;
  const { title, grounds, findings, basis, operative } = decisionLines(text);
  const all = (many: Pieces[]): PrintText[] => many.map((pieces) => printText(language, pieces));
  return {
    title: title.map((piece) => (typeof piece === 'string' ? piece : `[${kind(language, piece)}]`)).join(''),
    grounds: all(grounds),
    findings: all(findings),
    ...(basis === null ? {} : { basis: printText(language, basis) }),
    operative: all(operative),
  };
}

function printText(language: Language, pieces: Pieces): PrintText {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : { redacted: kind(language, piece) }));
}

function kind(language: Language, { hidden }: Exclude<Pieces[number], string>): string {
  return say(language, `redaction.kind.${hidden}`);
}
