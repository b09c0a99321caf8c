import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import * as fontkit from 'fontkit';
import { WEB_LETTERS, webFonts } from './fonts.ts';

test('every web font holds the letters of the three languages and stays small', async () => {
  for (const { name, woff2 } of await webFonts()) {
    const font = fontkit.create(woff2) as { hasGlyphForCodePoint: (point: number) => boolean };
    const lost = Array.from(`ңөүҢӨҮ«»–№…${WEB_LETTERS}`).filter(
      (letter) => !font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0),
    );
    assert.deepEqual(lost, [], name);
    assert.ok(woff2.length < 20_000, `${name} has ${woff2.length} bytes`);
  }
});

test('a font that was cut once is taken from the folder, and a folder that cannot be written is no obstacle', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'shailoo-fonts-'));
  try {
    const first = await webFonts(folder);
    assert.equal((await readdir(folder)).length, 6);
    const second = await webFonts(folder);
    assert.deepEqual(second, first);
    assert.equal((await webFonts('/dev/null/nowhere')).length, 6);
  } finally {
    await rm(folder, { recursive: true });
  }
});
