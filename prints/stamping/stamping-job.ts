import { z } from 'zod';

/** Why no copy could be made. The original is kept as it came in every case. */
export type StampingFailure = 'unreadable' | 'encrypted' | 'tooHeavy';

/** A copy made for reading and printing, or why there is none. */
export type StampingResult = { ok: true; copy: Buffer } | { ok: false; reason: StampingFailure };

const place = z.number().int().min(0);
const linesSchema = z.array(z.string()).max(4);

const jobSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('stamp'), lines: linesSchema }),
  z.strictObject({ kind: z.literal('picture'), lines: linesSchema }),
  z.strictObject({ kind: z.literal('show'), format: z.enum(['png', 'jpeg']) }),
  /** Which documents follow each other, by their place; the second of a pair stands in for a first that cannot be merged. */
  z.strictObject({ kind: z.literal('merge'), parts: z.array(z.tuple([place, place.nullable()])) }),
]);

/** What the child is asked: stamp a PDF, make a stamped page of a picture, draw a picture anew, or merge PDFs in order. */
export type StampingJob = z.infer<typeof jobSchema>;

const requestSchema = z.strictObject({ job: jobSchema, sizes: z.array(z.number().int().min(0)) });

const answerSchema = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), bytes: z.number().int().positive() }),
  z.strictObject({ ok: z.literal(false), reason: z.enum(['unreadable', 'encrypted', 'tooHeavy']) }),
]);

/** The first thing a child says: its program was found and loaded. Whatever ends it afterwards is about the document. */
export const started: Buffer = Buffer.from('started\n');

const lineEnd = 0x0a;

/** A job and its documents as bytes: one line of JSON, then the documents one after the other. */
export function writeRequest(job: StampingJob, documents: readonly Uint8Array[]): Buffer[] {
  const sizes = documents.map(({ length }) => length);
  return [Buffer.from(`${JSON.stringify({ job, sizes })}\n`), ...documents.map((document) => Buffer.from(document))];
}

/** Reads what `writeRequest` wrote. Throws when it was cut. */
export function readRequest(input: Buffer): { job: StampingJob; documents: Buffer[] } {
  const { head, rest } = splitHead(input);
  const { job, sizes } = requestSchema.parse(head);
  let from = 0;
  const documents = sizes.map((size) => rest.subarray(from, (from += size)));
  if (from !== rest.length) throw new Error('the request was cut');
  return { job, documents };
}

/** The child's answer as bytes. */
export function writeAnswer(result: StampingResult): Buffer[] {
  const head = result.ok ? { ok: true, bytes: result.copy.length } : result;
  return [Buffer.from(`${JSON.stringify(head)}\n`), ...(result.ok ? [result.copy] : [])];
}

/** The child's answer; undefined when it came to no whole one. */
export function readAnswer(output: Buffer): StampingResult | undefined {
  if (!output.includes(lineEnd)) return undefined;
  const { head, rest } = splitHead(output);
  const answer = answerSchema.parse(head);
  if (!answer.ok) return answer;
  return answer.bytes === rest.length ? { ok: true, copy: rest } : undefined;
}

function splitHead(bytes: Buffer): { head: unknown; rest: Buffer } {
  const end = bytes.indexOf(lineEnd);
  return { head: JSON.parse(bytes.toString('utf8', 0, end)) as unknown, rest: bytes.subarray(end + 1) };
}
