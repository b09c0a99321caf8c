import assert from 'node:assert/strict';
import type { Browser, Fields, Page } from '../support/desk.ts';
import { asShown, formsOf } from '../support/page-forms.ts';
import type { PageForm } from '../support/page-forms.ts';

/** An address as a table of routes has it, such as `post /cases/:id/add-note`. */
export type RouteName = string;

/** A form that a person of the house is about to send; everything in it is good. */
export type GoodForm = {
  person: string;
  browser: Browser;
  route: RouteName;
  /** The page it stands on, and where it leads. */
  page: string;
  action: string;
  fields: readonly [string, string][];
  /** Names of the controls that take words, and those among them that were filled with planted ones. */
  words: readonly string[];
  planted: readonly string[];
  files: readonly File[];
};

export type WalkOptions = {
  /** A browser in which the person is signed in; asked once for each. */
  signIn: (person: string) => Promise<Browser>;
  routeOf: (method: string, path: string) => RouteName;
  /** What is typed into a field of words that the walk says nothing about; the name of the field is `route field`. */
  words: (field: string) => string;
  /** What happens just before a good form is sent, with all that it holds. */
  before?: (form: GoodForm) => Promise<void>;
};

/**
 * People who fill in the forms of a surface as its pages show them and send them. Each answer must be the one that a good
 * form gets, so that whatever tries the same form before them tries something that would have been done.
 */
export class FormWalk {
  readonly #options: WalkOptions;
  readonly #browsers = new Map<string, Browser>();
  /** Every form that was sent and taken. */
  readonly sent: GoodForm[] = [];
  /** Every page and every answer as it came. */
  readonly pages: { person: string; path: string; html: string }[] = [];
  /** Forms that look something up: where they lead, by the name of their route. */
  readonly lookUps = new Map<RouteName, { path: string; person: string; names: readonly string[] }>();
  /** Every control that takes words, on every page that was opened: `route field`. */
  readonly seen = new Set<string>();

  constructor(options: WalkOptions) {
    this.#options = options;
  }

  async browserOf(person: string): Promise<Browser> {
    const browser = this.#browsers.get(person) ?? (await this.#options.signIn(person));
    this.#browsers.set(person, browser);
    return browser;
  }

  /** The words of a field, where the walk has to say them itself. */
  words(route: RouteName, name: string): string {
    return this.#options.words(`${route} ${name}`);
  }

  async open(person: string, path: string): Promise<string> {
    const browser = await this.browserOf(person);
    const { text, status } = await browser.get(path);
    assert.equal(status, 200, `${path}: ${text.slice(0, 2_000)}`);
    this.#look(person, text, path);
    return text;
  }

  /**
   * Opens the page and sends its form to `action`: what is given, planted words in every other field of words, the rest
   * as it stands. The answer must be `status`, 303 unless told.
   */
  async send(
    person: string,
    { page, action, status = 303 }: { page: string; action: string; status?: number },
    given: Fields = {},
    files: readonly File[] = [],
  ): Promise<Page> {
    const browser = await this.browserOf(person);
    const html = await this.open(person, page);
    const form = formsOf(html, page).find((one) => one.method === 'post' && one.actions.includes(action));
    assert.ok(form, `no form for ${action} on ${page}`);
    const route = this.#options.routeOf('post', action);
    const filled = this.#fill(form, route, given);
    const good: GoodForm = { person, browser, route, page, action, files, ...filled };
    await this.#options.before?.(good);
    const answer = form.isMultipart
      ? await browser.upload(action, good.fields, files)
      : await browser.post(action, gathered(good.fields));
    const told = `${person} ${action}: ${/class="code">([A-Z_]*)/.exec(answer.text)?.[1] ?? ''} ${JSON.stringify(good.fields)}`;
    assert.equal(answer.status, status, `${told}\n${errorsOf(answer.text)}`);
    this.#look(person, answer.text, action);
    this.sent.push(good);
    return answer;
  }

  #fill({ controls }: PageForm, route: RouteName, given: Fields): Pick<GoodForm, 'fields' | 'words' | 'planted'> {
    const fields: [string, string][] = [];
    const planted = new Set<string>();
    const first = new Set<string>();
    const typed = controls.filter(({ kind }) => kind === 'text');
    for (const [name, value] of asShown({ method: 'post', actions: [], isMultipart: false, controls })) {
      if (name in given) continue;
      const isWords = typed.some((control) => control.name === name) && !first.has(name);
      first.add(name);
      fields.push([name, isWords ? this.words(route, name) : value]);
      if (isWords) planted.add(name);
    }
    for (const [name, value] of Object.entries(given)) {
      for (const one of [value].flat()) {
        fields.push([name, one]);
        if (one !== '' && one === this.words(route, name)) planted.add(name);
      }
    }
    return { fields, words: typed.map(({ name }) => name), planted: [...planted] };
  }

  #look(person: string, html: string, path: string): void {
    this.pages.push({ person, path, html });
    for (const { method, actions, controls } of formsOf(html, path)) {
      const leads = (actions[0] ?? '').split('?')[0] ?? '';
      const route = this.#options.routeOf(method, leads);
      if (method === 'get') this.lookUps.set(route, { path: leads, person, names: controls.map(({ name }) => name) });
      for (const { kind, name } of controls) if (kind === 'text') this.seen.add(`${route} ${name}`);
    }
  }
}

/** Pairs of a form as fields that may come several times. */
export function gathered(fields: readonly [string, string][]): Fields {
  return Object.fromEntries(
    Object.entries(Object.groupBy(fields, ([name]) => name)).map(([name, pairs]) => [
      name,
      (pairs ?? []).map(([, value]) => value),
    ]),
  );
}

/** The name of the route that answers a path: of several that match, the first of the table. */
export function routeFinder(
  routes: readonly { method: string; path: string; atRoot?: true }[],
): (method: string, path: string) => RouteName {
  const known = routes.map(({ method, path, atRoot }) => ({
    name: `${method} ${path}`,
    method,
    shape: new RegExp(
      `^${atRoot === true ? '' : '/(?:ky|ru|en)'}${(path === '/' ? '' : path).replaceAll(/:\w+/g, '[^/]+')}$`,
    ),
  }));
  return (method, path) => {
    const found = known.find((route) => route.method === method && route.shape.test(path));
    assert.ok(found, `no route for ${method} ${path}`);
    return found.name;
  };
}

function errorsOf(html: string): string {
  return (/<main[\s\S]*<\/main>/.exec(html)?.[0] ?? html).replaceAll(/<[^>]+>|\s+/g, ' ').slice(0, 600);
}
