import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import subsetFont from 'subset-font';

/** One weight of one of our two typefaces, cut down to the letters of the three languages. */
export type WebFont = { readonly name: string; readonly woff2: Buffer };

const printable = String.fromCodePoint(...Array.from({ length: 0x7e - 0x20 + 1 }, (_, index) => 0x20 + index));
const russian = String.fromCodePoint(...Array.from({ length: 64 }, (_, index) => 0x410 + index));
/** Every letter and sign that the web fonts must hold. */
export const WEB_LETTERS = `${printable}\u00a0${russian}ЁёҢңӨөҮү«»„“”‘’–—…№§°·×±−•‹›€₽`;

const sources = [
  ['golos-text-400', 'golos-text/400Regular/GolosText_400Regular.ttf'],
  ['golos-text-500', 'golos-text/500Medium/GolosText_500Medium.ttf'],
  ['golos-text-600', 'golos-text/600SemiBold/GolosText_600SemiBold.ttf'],
  ['source-serif-4-400', 'source-serif-4/400Regular/SourceSerif4_400Regular.ttf'],
  ['source-serif-4-600', 'source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf'],
  ['source-serif-4-400-italic', 'source-serif-4/400Regular_Italic/SourceSerif4_400Regular_Italic.ttf'],
] as const;

const locate = createRequire(import.meta.url);

/**
 * The six web fonts. Cutting takes a moment, so each result is kept in `cacheFolder` under a name made of everything
 * that went into it; a folder that cannot be written only costs time.
 */
export async function webFonts(cacheFolder?: string): Promise<WebFont[]> {
  return Promise.all(sources.map(([name, file]) => webFont(name, file, cacheFolder)));
}

async function webFont(name: string, file: string, cacheFolder?: string): Promise<WebFont> {
  const source = await readFile(locate.resolve(`@expo-google-fonts/${file}`));
  if (cacheFolder === undefined) return { name, woff2: await cut(name, source) };
  const key = createHash('sha256').update(source).update(`2 ${WEB_LETTERS}`).digest('hex').slice(0, 16);
  const path = join(cacheFolder, `${name}-${key}.woff2`);
  const kept = await readFile(path).catch(() => undefined);
  if (kept !== undefined) return { name, woff2: kept };
  const woff2 = await cut(name, source);
  await keep(cacheFolder, path, woff2).catch(() => undefined);
  return { name, woff2 };
}

// Golos keeps its tabular figures; the serif would double in size with the alternates it never shows.
async function cut(name: string, source: Buffer): Promise<Buffer> {
  return subsetFont(source, WEB_LETTERS, { targetFormat: 'woff2', noLayoutClosure: name.startsWith('source-serif') });
}

async function keep(folder: string, path: string, bytes: Buffer): Promise<void> {
  await mkdir(folder, { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  await writeFile(unfinished, bytes);
  await rename(unfinished, path);
}
