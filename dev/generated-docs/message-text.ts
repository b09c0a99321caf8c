import type { Language } from '../../domain/language.ts';
import { loadMessages } from '../../wording/load-messages.ts';

const messages = loadMessages();

/** A message as it stands in its file, with the names of its values in braces; empty where there is none. */
export function messageText(key: string, language: Language): string {
  return messages.get(key)?.[language] ?? '';
}
