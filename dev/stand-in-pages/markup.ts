/** HTML that is already safe to send. */
export interface Markup {
  readonly html: string;
}

type Piece = string | number | Markup | readonly Markup[] | undefined;

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Template tag: every inserted text is escaped, markup and lists of markup go in as they are, undefined is nothing. */
export function markup(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  const inserted = strings.map((text, place) => text + insert(pieces[place]));
  return { html: inserted.join('') };
}

function insert(piece: Piece): string {
  if (piece === undefined) {
    return '';
  }
  if (typeof piece === 'string' || typeof piece === 'number') {
    return String(piece).replace(/[&<>"']/g, (letter) => entities[letter] ?? letter);
  }
  return 'html' in piece ? piece.html : piece.map(({ html }) => html).join('');
}
