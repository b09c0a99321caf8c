import type { TextOf } from '../../domain/decisions/decision-text.ts';
import type { Pieces } from '../../domain/decisions/redaction/pieces.ts';
import type { Language } from '../../domain/language.ts';
import { decisionLines } from '../../wording/decision-lines.ts';
import { say } from '../../wording/say.ts';

/** A piece of a line as templates show it: words, a block with the kind of thing hidden, or words that are marked. */
export type ViewPiece = { text: string } | { redacted: string } | { marked: string; kind: string };

/** A hidden place with what stands there, for those who set and check the marks. */
export type OpenMark = Extract<Pieces[number], object> & { value: string };

/** A decision's text as templates show it, each line in pieces. */
export type DecisionView = {
  language: Language;
  title: ViewPiece[];
  grounds: ViewPiece[][];
  findings: ViewPiece[][];
  basis: ViewPiece[] | null;
  operative: ViewPiece[][];
};

/** The view of a full or a public text; words of the blocks are in the language of the text. */
export function decisionView(text: TextOf<string> | TextOf<Pieces>): DecisionView {
  const { language } = text;
  const lines = decisionLines(text);
  const all = (many: Pieces[]): ViewPiece[][] => many.map((pieces) => viewPieces(language, pieces));
  return {
    language,
    title: viewPieces(language, lines.title),
    grounds: all(lines.grounds),
    findings: all(lines.findings),
    basis: lines.basis === null ? null : viewPieces(language, lines.basis),
    operative: all(lines.operative),
  };
}

/** One line in pieces. */
export function viewPieces(language: Language, pieces: Pieces): ViewPiece[] {
  return pieces.map((piece): ViewPiece => {
    if (typeof piece === 'string') return { text: piece };
    const kind = say(language, `redaction.kind.${piece.hidden}`);
    return 'value' in piece ? { marked: (piece as OpenMark).value, kind } : { redacted: kind };
  });
}
