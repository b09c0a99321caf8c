import { join } from 'node:path';
import nunjucks from 'nunjucks';
import { LANGUAGES, type Language } from '../domain/language.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Assets } from './assets.ts';
import { iconMarkup, pieMarkup } from './icons.ts';

/** The sentence of a key in a language, as `say` of the wording. */
export type Say = (language: Language, key: string, values?: Readonly<Record<string, string | number>>) => string;

/** How a moment is written in a language, in the zone of the law. */
export type DateWords = {
  readonly day: (language: Language, moment: Instant) => string;
  readonly dayTime: (language: Language, moment: Instant) => string;
  readonly time: (language: Language, moment: Instant) => string;
};

/** Renders a template of one of the folders with its typed model. The result is a whole page. */
export type Render = <Model extends object>(view: string, model: Model, language: Language) => string;

/**
 * A renderer over `web-kit` and the given template folders; a view is named by its path in one of them, such as
 * `complaints/receipt/receipt.njk`. Everything is escaped; templates know `say(key, values)`, `language`, `asset(name)`,
 * `icon(name)`, `pie(share)` and the filters `day`, `dayTime`, `time`. A key without a message throws.
 */
export function createRenderer(options: {
  templatesRoots: readonly string[];
  say: Say;
  dates: DateWords;
  assets: Pick<Assets, 'href'>;
}): Render {
  const environments = new Map(LANGUAGES.map((language) => [language, environment(language, options)]));
  return (view, model, language) => {
    const made = environments.get(language);
    if (made === undefined) throw new Error(`no language ${language}`);
    return made.render(view, model);
  };
}

function environment(language: Language, options: Parameters<typeof createRenderer>[0]): nunjucks.Environment {
  const folders = [import.meta.dirname, ...options.templatesRoots].map((folder) => join(folder));
  const made = new nunjucks.Environment(new nunjucks.FileSystemLoader(folders), {
    autoescape: true,
    trimBlocks: true,
    lstripBlocks: true,
  });
  const markup = (text: string): nunjucks.runtime.SafeString => new nunjucks.runtime.SafeString(text);
  made.addGlobal('say', (key: string, values?: Record<string, string | number>) =>
    options.say(language, key, plain(values)),
  );
  made.addGlobal('language', language);
  made.addGlobal('asset', (name: string) => options.assets.href(name));
  made.addGlobal('icon', (name: string) => markup(iconMarkup(name)));
  made.addGlobal('pie', (share: number) => markup(pieMarkup(share)));
  made.addFilter('day', (moment: Instant) => options.dates.day(language, moment));
  made.addFilter('dayTime', (moment: Instant) => options.dates.dayTime(language, moment));
  made.addFilter('time', (moment: Instant) => options.dates.time(language, moment));
  return made;
}

// Nunjucks marks named arguments with a key of its own.
function plain(values?: Record<string, string | number>): Record<string, string | number> | undefined {
  if (values === undefined) return undefined;
  const { __keywords: _, ...rest } = values;
  return rest;
}
