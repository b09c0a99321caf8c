import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { RequestHandler } from 'express';
import { compile } from 'sass';
import { webFonts } from './fonts.ts';
import { newCaseTone } from './tone.ts';

/** What the browser fetches beside the page: two style sheets, six fonts, the icon, a tone. All held in memory. */
export type Assets = {
  /** Address of an asset by its plain name, such as `portal.css`; throws on an unknown name. */
  readonly href: (name: string) => string;
  /** Answers below `/assets/`; a year in the cache, because the name holds the hash. */
  readonly handler: RequestHandler;
};

type Asset = { readonly body: Buffer; readonly type: string; readonly brotli?: Buffer };

const here = import.meta.dirname;
const root = join(here, '..');

/** Makes all assets: cuts the fonts, compiles the sheets, names everything by its hash. */
export async function buildAssets(options: { cacheFolder?: string } = {}): Promise<Assets> {
  const hrefs = new Map<string, string>();
  const byPath = new Map<string, Asset>();
  const add = (name: string, type: string, body: Buffer): void => {
    const path = hashedPath(name, body);
    hrefs.set(name, `/assets${path}`);
    byPath.set(path, type === 'font/woff2' ? { body, type } : { body, type, brotli: brotliCompressSync(body) });
  };
  for (const font of await webFonts(options.cacheFolder)) add(`${font.name}.woff2`, 'font/woff2', font.woff2);
  add('mark.svg', 'image/svg+xml', Buffer.from(markFile));
  add('new-case.wav', 'audio/wav', newCaseTone());
  for (const sheet of ['portal', 'desk']) add(`${sheet}.css`, 'text/css; charset=utf-8', styleSheet(sheet, hrefs));
  return { href: (name) => known(hrefs, name), handler: assetHandler(byPath) };
}

function styleSheet(sheet: string, hrefs: ReadonlyMap<string, string>): Buffer {
  const made = compile(join(here, 'styles', `${sheet}.scss`), {
    loadPaths: [root],
    style: 'compressed',
    quietDeps: true,
    charset: false,
  });
  return Buffer.from(made.css.replaceAll(/asset:([\w.-]+)/g, (_, name: string) => known(hrefs, name)));
}

function assetHandler(byPath: ReadonlyMap<string, Asset>): RequestHandler {
  return (request, response, next) => {
    const asset = byPath.get(request.path);
    if (asset === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) return next();
    response.set({
      'Content-Type': asset.type,
      'Cache-Control': 'public, max-age=31536000, immutable',
      Vary: 'Accept-Encoding',
    });
    if (asset.brotli !== undefined && request.acceptsEncodings('br') === 'br') {
      response.set('Content-Encoding', 'br').end(asset.brotli);
    } else {
      response.end(asset.body);
    }
  };
}

function hashedPath(name: string, body: Buffer): string {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
  const dot = name.lastIndexOf('.');
  return `/${name.slice(0, dot)}.${hash}${name.slice(dot)}`;
}

function known(hrefs: ReadonlyMap<string, string>, name: string): string {
  const href = hrefs.get(name);
  if (href === undefined) throw new Error(`no asset ${name}`);
  return href;
}

const markFile = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><path fill="#0b4656" d="M5 9h6v20h18V9h6v26H5z"/><path fill="#d98e04" d="M16 5h8v18h-8z"/></svg>`;
