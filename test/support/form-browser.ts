/** A browser without JavaScript: keeps cookies, follows 303, sends forms with the hidden token of the page. */
export class FormBrowser {
  readonly #url: string;
  readonly #send: typeof fetch;
  readonly #cookies = new Map<string, string>();
  html = '';
  status = 0;
  headers = new Headers();
  path = '';

  /** `send` sends its requests, so that it can be on another machine. */
  constructor(url: string, send = fetch) {
    this.#url = url;
    this.#send = send;
  }

  async open(path: string): Promise<string> {
    return this.#take(await this.#fetch(path, { method: 'GET' }), path);
  }

  /** Sends the fields as the page's form would, with its token. */
  async send(path: string, fields: Record<string, string>): Promise<string> {
    const body = new URLSearchParams({ ...this.#token(), ...fields });
    return this.#take(await this.#fetch(path, { method: 'POST', body }), path);
  }

  /** Sends files as the page's form would, from the control of the given name. */
  async upload(
    path: string,
    files: readonly File[],
    fields: Record<string, string> = {},
    control = 'files',
  ): Promise<string> {
    const body = new FormData();
    for (const [name, value] of Object.entries(this.#token())) body.append(name, value);
    for (const file of files) body.append(control, file);
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    return this.#take(await this.#fetch(path, { method: 'POST', body }), path);
  }

  /** A request with the browser's cookies, redirects not followed. */
  request(path: string, init: RequestInit = {}): Promise<Response> {
    return this.#fetch(path, init);
  }

  /** The hidden token of the forms in the main part of the page that is open. */
  token(): string {
    const main = this.html.slice(Math.max(0, this.html.indexOf('<main')));
    return /name="_csrf" value="([^"]+)"/.exec(main)?.[1] ?? '';
  }

  cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  #token(): Record<string, string> {
    const token = this.token();
    return token === '' ? {} : { _csrf: token };
  }

  async #take(answer: Response, path: string): Promise<string> {
    const location = answer.headers.get('Location');
    if (location !== null && answer.status >= 300 && answer.status < 400) {
      await answer.arrayBuffer();
      return this.open(location);
    }
    this.status = answer.status;
    this.headers = answer.headers;
    this.path = path;
    this.html = await answer.text();
    return this.html;
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.#cookies.size > 0) headers.set('Cookie', this.cookieHeader());
    if (init.method === 'POST') headers.set('Sec-Fetch-Site', 'same-origin');
    const answer = await this.#send(this.#url + path, { ...init, headers, redirect: 'manual' });
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const [name = '', value = ''] = pair.split('=');
      this.#cookies.set(name, value);
    }
    return answer;
  }
}
