import { createHash } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import { refuse } from '../../domain/refusals.ts';
import { checkFiledFile } from '../../operations/ledger/check-filed-file.ts';
import { proveFiledFile } from '../../operations/ledger/prove-filed-file.ts';
import type { ApiDeps } from '../api.ts';
import { moment } from '../complaints/complaint-json.ts';
import { contextOf } from '../context-of.ts';
import { sendRefusal } from '../problem.ts';

/** Whether a file was filed in a case: what was looked for, when it came, by which event, and the proof of that event. */
export const checkedFileJson = z
  .strictObject({
    sha256: z.string(),
    items: z.array(
      z.strictObject({
        number: z.string(),
        commission: z.string(),
        filedAt: moment.nullable().meta({ description: 'Null where exactly this file is not one of the case' }),
        event: z
          .strictObject({
            seq: z.int(),
            kind: z.string(),
            proof: z.string().nullable().meta({
              description: 'A `.tlog-proof` file (C2SP) of the event; null until the ledger has it, some seconds later',
            }),
          })
          .nullable(),
      }),
    ),
  })
  .meta({ id: 'CheckedFile', description: 'One item for each commission that gave the number' });

/** Says whether the file that is the body of the request was filed in the case of this number, and when. Nothing is kept. */
export function checkFile(deps: ApiDeps): RequestHandler {
  return async (request, response) => {
    const context = contextOf(deps, response);
    const { commission } = request.query;
    const commissionKey = typeof commission === 'string' && commission !== '' ? commission : undefined;
    const sha256 = await hashOfBody(request);
    if (sha256 === undefined) return sendRefusal(request, response.set('Connection', 'close'), tooLarge);
    const written = String(request.params['number']);
    const asked = { written, sha256, ...(commissionKey === undefined ? {} : { commissionKey }) };
    const checked = await checkFiledFile(context, asked);
    if (!checked.ok) return sendRefusal(request, response, checked.refusal);
    const items = checked.value.map(async ({ number, commissionKey: key, recordId, filedAt }) => ({
      number,
      commission: key,
      filedAt,
      event: filedAt === null ? null : await proveFiledFile(context, deps.ledger, { recordId, filedAt }),
    }));
    response.set('Cache-Control', 'no-store').json({ sha256, items: await Promise.all(items) });
  };
}

/** Most bytes of a body that are read; a filed file is not larger. */
export const checkLimit = 200 * 1024 * 1024;

/** Refuses a body that is announced as larger than any filed file, before it is read. */
export const withinLimit: RequestHandler = (request, response, next) => {
  if (Number(request.get('Content-Length') ?? 0) <= checkLimit) return next();
  response.set('Connection', 'close');
  sendRefusal(request, response, tooLarge);
};

const tooLarge = refuse('BODY_TOO_LARGE', { megabytes: checkLimit / 1024 / 1024 }).refusal;

/** Undefined for a body that goes on beyond the limit. */
async function hashOfBody(request: Request): Promise<string | undefined> {
  const hash = createHash('sha256');
  let length = 0;
  for await (const piece of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > checkLimit) return undefined;
    hash.update(piece);
  }
  return hash.digest('hex');
}
