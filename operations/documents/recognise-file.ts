import { fileTypeFromBuffer } from 'file-type';
import { unknownMediaType } from '../../domain/documents/media-types.ts';

/** The first and the last bytes of a file; they overlap or are the same when it is short. */
export type FileEdges = { head: Buffer; tail: Buffer };

/** How much of each edge recognition looks at. */
export const headBytes = 64 * 1024;
export const tailBytes = 256 * 1024;

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** One name for each type, as the list of known types has it. */
const sameAs: Readonly<Record<string, string>> = {
  'audio/x-m4a': 'audio/mp4',
  'audio/ogg; codecs=opus': 'audio/ogg',
  'video/x-m4v': 'video/mp4',
  'audio/x-wav': 'audio/wav',
};

/**
 * The type of a file by its content; its name and what the sender called it are never asked. Where two bytes of chance
 * would be enough for the library (sounds), or a box could be anything (MP4, DOCX), the bytes must bear it out, else the
 * file is `application/octet-stream`.
 */
export async function recogniseFile({ head, tail }: FileEdges): Promise<string> {
  const found = await fileTypeFromBuffer(head);
  if (found === undefined) return unknownMediaType;
  const type = sameAs[found.mime] ?? found.mime;
  if (type === 'audio/mpeg') return isMpegAudio(head) ? type : unknownMediaType;
  if (type === 'audio/aac') return isAdts(head) ? type : unknownMediaType;
  if (type === docx) return isWordDocument(tail) ? type : unknownMediaType;
  return isBoxed(head) ? typeOfBoxes(type, { head, tail }) : type;
}

const mpegRates = {
  1: [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  2: [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  3: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  low1: [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  low: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;

/** An ID3 tag, or two frames of MPEG audio one right after the other. */
function isMpegAudio(head: Buffer): boolean {
  if (head.subarray(0, 3).toString('latin1') === 'ID3') return true;
  const length = mpegFrame(head, 0);
  return length !== undefined && mpegFrame(head, length) !== undefined;
}

/** Length of the MPEG audio frame at a place (ISO/IEC 11172-3, 13818-3); undefined when there is none. */
function mpegFrame(bytes: Buffer, at: number): number | undefined {
  if (at + 4 > bytes.length || bytes[at] !== 0xff || ((bytes[at + 1] ?? 0) & 0xe0) !== 0xe0) return undefined;
  const [, second = 0, third = 0] = bytes.subarray(at, at + 3);
  const version = (second >> 3) & 3;
  const layer = 4 - ((second >> 1) & 3);
  const [rateIndex, sampleIndex] = [third >> 4, (third >> 2) & 3];
  if (version === 1 || layer === 4 || sampleIndex === 3 || rateIndex === 0 || rateIndex === 15) return undefined;
  const isOne = version === 3;
  const table = isOne ? mpegRates[layer as 1 | 2 | 3] : layer === 1 ? mpegRates.low1 : mpegRates.low;
  const kilobits = table[rateIndex] ?? 0;
  const sampleRate = ([44_100, 48_000, 32_000][sampleIndex] ?? 0) / (isOne ? 1 : version === 2 ? 2 : 4);
  const padding = (third >> 1) & 1;
  if (layer === 1) return (Math.floor((12_000 * kilobits) / sampleRate) + padding) * 4;
  const samples = layer === 3 && !isOne ? 72_000 : 144_000;
  return Math.floor((samples * kilobits) / sampleRate) + padding;
}

/** Two frames of AAC in ADTS, one right after the other. */
function isAdts(head: Buffer): boolean {
  const length = adtsFrame(head, 0);
  return length !== undefined && adtsFrame(head, length) !== undefined;
}

function adtsFrame(bytes: Buffer, at: number): number | undefined {
  if (at + 7 > bytes.length || bytes[at] !== 0xff || ((bytes[at + 1] ?? 0) & 0xf6) !== 0xf0) return undefined;
  const length = (bytes.readUInt32BE(at + 2) >>> 5) & 0x1fff;
  return length >= 7 ? length : undefined;
}

/** A directory of entries at the end of the file that names the text and no macros; a ZIP without one is cut. */
function isWordDocument(tail: Buffer): boolean {
  const end = tail.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  if (end < 0 || end + 22 > tail.length) return false;
  const start = end - tail.readUInt32LE(end + 12);
  if (start < 0) return true;
  const names = tail.subarray(start, end).toString('latin1');
  return names.includes('word/document.xml') && !names.includes('vbaProject.bin');
}

function isBoxed(head: Buffer): boolean {
  return head.subarray(4, 8).toString('latin1') === 'ftyp';
}

/** A second box must follow the first. A film whose tracks are all sound is a sound. */
function typeOfBoxes(type: string, { head, tail }: FileEdges): string {
  const length = head.readUInt32BE(0);
  const next = head.subarray(length + 4, length + 8).toString('latin1');
  if (length < 16 || length > 1_024 || !/^[a-z]{3}[a-z ]$/i.test(next)) return unknownMediaType;
  const handlers = new Set([...handlersIn(head), ...handlersIn(tail)]);
  const isSound = handlers.has('soun') && !handlers.has('vide');
  return isSound && type.startsWith('video/') ? (type === 'video/3gpp' ? 'audio/3gpp' : 'audio/mp4') : type;
}

function handlersIn(bytes: Buffer): string[] {
  const found: string[] = [];
  for (let at = bytes.indexOf('hdlr', 0, 'latin1'); at >= 0; at = bytes.indexOf('hdlr', at + 4, 'latin1')) {
    found.push(bytes.subarray(at + 12, at + 16).toString('latin1'));
  }
  return found;
}
