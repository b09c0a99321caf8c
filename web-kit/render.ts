import { join } from 'node:path';
import nunjucks from 'nunjucks';
import { LANGUAGES, type Language } from '../domain/language.ts';
import * as dates from '../wording/dates.ts';
import { bytes, number } from '../wording/figures.ts';
import { say, type SayValues } from '../wording/say.ts';
import type { Assets } from './assets.ts';
import { blocksMarkup, iconMarkup, pieMarkup } from './icons.ts';

/** Renders a template of one of the folders with its typed model. The result is a whole page. */
export type Render = <Model extends object>(view: string, model: Model, language: Language) => string;

/**
 * A renderer over `web-kit` and the given template folders; a view is named by its path in one of them, such as
 * `complaints/receipt/receipt.njk`. Everything is escaped; templates know `say(key, values)`, `language`, `asset(name)`,
 * `icon(name)`, `pie(share)`, `blocks(total, position)` and the filters `day dayShort dayTime dayTimeShort dayTimeExact time
 * deadline deadlineShort bytes number`. A key without a message throws.
 */
export function createRenderer(options: { templatesRoots: readonly string[]; assets: Pick<Assets, 'href'> }): Render {
  const environments = new Map(LANGUAGES.map((language) => [language, environment(language, options)]));
  return (view, model, language) => {
    const made = environments.get(language);
    if (made === undefined) throw new Error(`no language ${language}`);
    return made.render(view, model);
  };
}

function environment(language: Language, options: Parameters<typeof createRenderer>[0]): nunjucks.Environment {
  const folders = [import.meta.dirname, ...options.templatesRoots].map((folder) => join(folder));
  const made = new PageEnvironment(new nunjucks.FileSystemLoader(folders), {
    autoescape: true,
    trimBlocks: true,
    lstripBlocks: true,
  });
  const markup = (text: string): nunjucks.runtime.SafeString => new nunjucks.runtime.SafeString(text);
  made.addGlobal('say', (key: string, values?: SayValues) => say(language, key, plain(values)));
  made.addGlobal('language', language);
  made.addGlobal('asset', (name: string) => options.assets.href(name));
  made.addGlobal('icon', (name: string) => markup(iconMarkup(name)));
  made.addGlobal('pie', (share: number) => markup(pieMarkup(share)));
  made.addGlobal('blocks', (total: number, position: number) => markup(blocksMarkup(total, position)));
  for (const [name, words] of Object.entries(filters)) {
    made.addFilter(name, (value: never) => words(language, value));
  }
  return made;
}

type Step = (...given: unknown[]) => void;

/**
 * Nunjucks with steps of its own for `include`. Those of the library put a function into a property at each include; V8 makes
 * such functions old objects, and what they see, the whole page, then outlives its request until old objects are collected.
 */
class PageEnvironment extends nunjucks.Environment {
  /** Runs steps one after another, each with what the one before gave; none of our templates waits for anything. */
  waterfall(steps: readonly Step[], done: Step): void {
    const next =
      (place: number): Step =>
      (error, ...given) => {
        const step = error ? undefined : steps[place];
        if (step) step(...given, next(place + 1));
        else done(error, ...given);
      };
    next(0)(null);
  }
}

const filters: Readonly<Record<string, (language: Language, value: never) => string>> = {
  day: dates.day,
  dayShort: dates.dayShort,
  dayTime: dates.dayTime,
  dayTimeShort: dates.dayTimeShort,
  dayTimeExact: dates.dayTimeExact,
  time: (_, moment) => dates.time(moment),
  deadline: dates.deadlineMoment,
  deadlineShort: dates.deadlineMomentShort,
  bytes,
  number,
};

// Nunjucks marks named arguments with a key of its own.
function plain(values?: SayValues): SayValues | undefined {
  if (values === undefined) return undefined;
  return Object.fromEntries(Object.entries(values).filter(([name]) => name !== '__keywords'));
}
