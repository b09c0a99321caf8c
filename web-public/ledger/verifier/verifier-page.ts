import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RequestHandler } from 'express';
import type { Language } from '../../../domain/language.ts';
import { readPublishedLedger } from '../../../operations/ledger/ledger.ts';
import { say } from '../../../wording/say.ts';
import { languageOf } from '../../../web-kit/language.ts';
import { pagePath } from '../../page-kit.ts';
import type { PageKit } from '../../page-kit.ts';

const words = [
  'good',
  'number',
  'received',
  'recorded',
  'place',
  'place-of',
  'origin',
  'commitment',
  'witness',
  'witness-none',
  'witness-unknown',
  'zone',
] as const;
const faults = ['unreadable', 'keyUnreadable', 'notSigned', 'notCosigned', 'wrong', 'unsupported'] as const;

/**
 * The page that checks a proof in the browser: one file with its own script and style, which asks nobody, so that a saved
 * copy works without a network. The script is printed by `npm run generate` from the two files beside it. It is the only page
 * of the portal with a script; its policy allows that one by its hash.
 */
export function verifierPage(kit: PageKit): RequestHandler {
  const script = sourceOf('verifier.js');
  const style = sourceOf('verifier.css');
  const policy = [
    `default-src 'none'`,
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
  return async (request, response) => {
    const language = languageOf(response);
    const published = await readPublishedLedger(kit.deps.ledger);
    response.set({ 'Content-Security-Policy': policy, 'Cache-Control': 'no-store' });
    if (request.query['save'] !== undefined) {
      response.set('Content-Disposition', `attachment; filename="verifier-${language}.html"`);
    }
    kit.show(
      request,
      response,
      'ledger/verifier/verifier.njk',
      { title: say(language, 'verifier.title'), path: '/ledger/verifier' },
      {
        script,
        style,
        words: JSON.stringify(wordsOfPage(language)).replaceAll('<', String.raw`\u003c`),
        key: published?.key.text ?? '',
        witnesses: (kit.deps.ledgerWitnesses ?? []).map(({ text }) => text).join('\n'),
        save: `${pagePath(language, '/ledger/verifier')}?save`,
        ledger: pagePath(language, '/ledger'),
      },
    );
  };
}

function wordsOfPage(language: Language): Record<string, string> {
  return Object.fromEntries([
    ...words.map((key) => [
      key,
      say(language, `verifier.${key}`, key === 'place-of' ? { place: '{place}', size: '{size}' } : {}),
    ]),
    ...faults.map((code) => [`bad.${code}`, say(language, `verifier.bad.${code}`)]),
  ]);
}

function sourceOf(name: string): string {
  return readFileSync(join(import.meta.dirname, name), 'utf8');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
