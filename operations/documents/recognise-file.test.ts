import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isKnownMediaType } from '../../domain/documents/media-types.ts';
import { box, mediaFiles, wordDocument } from '../../test/builders/media-files.ts';
import { headBytes, recogniseFile, tailBytes } from './recognise-file.ts';

const typeOf = (bytes: Buffer): Promise<string> =>
  recogniseFile({ head: bytes.subarray(0, headBytes), tail: bytes.subarray(-tailBytes) });

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const known: readonly [keyof typeof mediaFiles, string][] = [
  ['docx', docx],
  ['docxTextFirst', docx],
  ['heic', 'image/heic'],
  ['mp4', 'video/mp4'],
  ['mp4IndexLast', 'video/mp4'],
  ['quickTime', 'video/quicktime'],
  ['m4a', 'audio/mp4'],
  ['mp4OfSound', 'audio/mp4'],
  ['threeGpOfSound', 'audio/3gpp'],
  ['threeGp', 'video/3gpp'],
  ['mp3', 'audio/mpeg'],
  ['aac', 'audio/aac'],
  ['wav', 'audio/wav'],
  ['ogg', 'audio/ogg'],
  ['amr', 'audio/amr'],
];

for (const [name, type] of known) {
  test(`${name} is taken as ${type}, by its content`, async () => {
    assert.equal(await typeOf(mediaFiles[name]), type);
    assert.ok(isKnownMediaType(type));
  });
}

const strange: Readonly<Record<string, Buffer>> = {
  'a Word document with macros': mediaFiles.docxWithMacros,
  'a Word document whose end is cut off': mediaFiles.docx.subarray(0, -30),
  'an archive': wordDocument(['a.exe']),
  'a container that says it is a Word document and holds none': wordDocument(['[Content_Types].xml', 'a.exe']),
  'text of chance that begins like MPEG audio': Buffer.from([
    0xff,
    0xfb,
    0x90,
    0x00,
    ...Buffer.from('no second frame'),
  ]),
  'text of chance that begins like AAC': Buffer.from([0xff, 0xf1, 0x50, 0x80, 0x0c, 0x9f, 0xfc, 1, 2, 3]),
  'a page that carries the mark of a film': Buffer.concat([Buffer.from('<!--'), Buffer.from('ftypisom--><script>')]),
  'a film with nothing after its first box': box('ftyp', 'isom\0\0\x02\0isommp42'),
  'a page': Buffer.from('<!doctype html><script>alert(1)</script>'),
  'a drawing with a script': Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
  'a program': Buffer.concat([Buffer.from('MZ'), Buffer.alloc(100)]),
  'words before a PDF': Buffer.from('x'.repeat(40) + '%PDF-1.7'),
  nothing: Buffer.alloc(0),
};

for (const [name, bytes] of Object.entries(strange)) {
  test(`${name} is received with a mark`, async () => {
    assert.equal(isKnownMediaType(await typeOf(bytes)), false, await typeOf(bytes));
  });
}
