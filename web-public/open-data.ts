import { readFileSync } from 'node:fs';
import type { RequestHandler } from 'express';

const dictionary = readFileSync(new URL('../docs/open-data.md', import.meta.url));

/** The dictionary of open data as it stands in the documentation, in English, for people and programs. */
export const openDataDictionary: RequestHandler = (_request, response) => {
  response.set('Content-Language', 'en').type('text/plain; charset=utf-8').send(dictionary);
};
