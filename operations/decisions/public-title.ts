import type { PublicText } from '../../domain/decisions/decision-text.ts';
import { plainPieces } from '../../domain/decisions/redaction/pieces.ts';
import { say } from '../../wording/say.ts';

/** The title of a public text for lists, a hidden place as its kind in brackets, in the language of the text. */
export function publicTitle({ title, language }: PublicText): string {
  return plainPieces(title, (kind) => say(language, `redaction.kind.${kind}`));
}
