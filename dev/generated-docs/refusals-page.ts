import { refusalStatuses } from '../../domain/refusals.ts';
import type { RefusalCode } from '../../domain/refusals.ts';
import { LANGUAGES } from '../../domain/language.ts';
import { messageText } from './message-text.ts';
import { code, page, table } from './markdown.ts';

/** The closed list of refusals with HTTP status and words. */
export function refusalsPage(): string {
  const rows = (Object.keys(refusalStatuses) as RefusalCode[]).map((refusal) => [
    code(refusal),
    String(refusalStatuses[refusal]),
    ...LANGUAGES.map((language) => messageText(`refusals.${refusal}`, language)),
  ]);
  return page(
    'Refusals',
    'What the rules say when they say no: `domain/refusals.ts`, with the words of `wording/messages/refusals.yaml`. ' +
      'The code is stable; programs rely on it and people can name it on the telephone. A name in braces is a value put in.',
    [table(['code', 'HTTP', 'Кыргызча', 'Русский', 'English'], rows)],
  );
}
