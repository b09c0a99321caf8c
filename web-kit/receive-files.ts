import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import busboy from 'busboy';
import { HttpProblem } from './http-problem.ts';

/** Files taken in one request. */
export const filesAtOnce = 20;

/** What came of a multipart form. `isWhole` is false when it was cut or is no form at all. */
export type Received<Result> = {
  fields: Readonly<Record<string, string>>;
  files: readonly { name: string; result: Result }[];
  isWhole: boolean;
  isTooMany: boolean;
};

/**
 * Reads a multipart form; each file goes to `store` as it comes, never as a whole into memory. `isAllowed` is asked with
 * the fields so far before the first byte of a file is taken; false ends with 403. What `store` leaves unread is read
 * and thrown away, so that the browser gets its answer.
 */
export async function receiveFiles<Result>(
  request: IncomingMessage,
  options: {
    isAllowed: (fields: Readonly<Record<string, string>>) => boolean;
    store: (file: { field: string; name: string }, source: AsyncIterable<Uint8Array>) => Promise<Result>;
    /** Fields and characters of a field that are read; 20 fields of 1,000 unless told. */
    fieldLimits?: { fields: number; fieldSize: number };
  },
): Promise<Received<Result>> {
  const form = formReader(request, options.fieldLimits ?? { fields: 20, fieldSize: 1_000 });
  const fields: Record<string, string> = {};
  const jobs: Promise<{ name: string; result: Result }>[] = [];
  let isForbidden = false;
  let isTooMany = false;
  form.on('field', (name, value) => void (fields[name] = value));
  form.on('filesLimit', () => void (isTooMany = true));
  form.on('file', (field, stream, { filename }) => {
    stream.on('error', () => undefined);
    const name = filename ?? '';
    if (name !== '' && !options.isAllowed(fields)) isForbidden = true;
    if (name === '' || isForbidden) return void stream.resume();
    // One after the other, so that the order of the files is the order they were chosen in.
    const before = jobs.at(-1) ?? Promise.resolve();
    const job = before
      .catch(() => undefined)
      .then(() => options.store({ field, name }, piecesOf(stream)))
      .finally(() => stream.resume());
    jobs.push(job.then((result) => ({ name, result })));
    jobs.at(-1)?.catch(() => undefined);
  });
  const isWhole = await wholeForm(request, form);
  const settled = await Promise.allSettled(jobs);
  const failed = settled.find((each) => each.status === 'rejected');
  if (failed) throw failed.reason;
  if (isForbidden) throw new HttpProblem(403);
  const files = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  return { fields, files, isWhole, isTooMany };
}

function formReader(request: IncomingMessage, limits: { fields: number; fieldSize: number }): busboy.Busboy {
  try {
    return busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: { files: filesAtOnce, ...limits, headerPairs: 50 },
    });
  } catch (error) {
    throw new HttpProblem(400, error);
  }
}

/** Resolves when the form is over: true when it came whole, false when it was cut or made no sense. */
function wholeForm(request: IncomingMessage, form: busboy.Busboy): Promise<boolean> {
  return new Promise((resolve) => {
    const cut = (): void => {
      if (!request.complete) form.destroy(new Error('the connection was cut'));
    };
    form.once('finish', () => resolve(true));
    form.once('error', () => {
      request.unpipe(form);
      request.resume();
      resolve(false);
    });
    request.once('close', cut);
    request.once('error', cut);
    request.pipe(form);
  });
}

/** The pieces of a file; who stops early does not destroy the stream, because that would stall the form. */
function piecesOf(stream: Readable): AsyncIterable<Uint8Array> {
  return { [Symbol.asyncIterator]: () => stream.iterator({ destroyOnReturn: false }) as AsyncIterator<Uint8Array> };
}
