import { readFileSync } from 'node:fs';
import type { RequestHandler } from 'express';

const texts = {
  'verify.md': readFileSync(new URL('../../docs/verify.md', import.meta.url), 'utf8'),
  'verify.py': readFileSync(new URL('../../docs/verify/verify.py', import.meta.url), 'utf8'),
};

/** Addresses of the page that says how to check everything from outside, and of its program. */
export const verifyFiles = Object.keys(texts).map((name) => `/${name}`);

/** How to check the ledger, receipts and pages without this house, as text: the same files as in the source code. */
export const verifyFile: RequestHandler = (request, response) => {
  const name = request.path.slice(1) as keyof typeof texts;
  response.type('text/plain; charset=utf-8').send(texts[name]);
};
