import { isLanguage } from '../../domain/language.ts';
import type { Language } from '../../domain/language.ts';

/**
 * The language in which a command speaks: `--language` first, then the locale as POSIX reads it (`LC_ALL`, `LC_MESSAGES`,
 * `LANG`), else English. Throws a `TypeError` for a `--language` that is none of ours.
 */
export function terminalLanguage(asked: string | undefined, env: NodeJS.ProcessEnv): Language {
  if (asked !== undefined) {
    if (isLanguage(asked)) return asked;
    throw new TypeError('--language: ky, ru, en');
  }
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  const wished = locale.split(/[_.@]/)[0]?.toLowerCase();
  return isLanguage(wished) ? wished : 'en';
}
