import { readFileSync } from 'node:fs';
import type { RequestHandler } from 'express';
import type { Language } from '../domain/language.ts';
import { openDataDictionary } from '../wording/open-data.ts';
import type { OpenDataLicence } from '../wording/open-data.ts';
import { say } from '../wording/say.ts';
import { languageOf } from '../web-kit/language.ts';

const english = readFileSync(new URL('../docs/open-data.md', import.meta.url), 'utf8');

/** The dictionary of open data in the language of the address, for people and programs. */
export function openDataFile(licence: OpenDataLicence): RequestHandler {
  return (_request, response) => {
    const language = languageOf(response);
    const dictionary = openDataDictionary(english, language, licence);
    response.set('Content-Language', language).type('text/plain; charset=utf-8').send(dictionary);
  };
}

/** What stands beside data that can be downloaded: their licence and the dictionary. */
export function openDataModel(language: Language, licence: OpenDataLicence) {
  return {
    dictionary: `/${language}/open-data.md`,
    licence: licence === undefined ? say(language, 'figures.no-licence') : say(language, 'figures.licence', licence),
    licenceUrl: licence?.url,
  };
}
