import type { ServerResponse } from 'node:http';
import type { Language } from '../../domain/language.ts';
import { LANGUAGES } from '../../domain/language.ts';
import { say } from '../../wording/say.ts';
import type { Markup } from './markup.ts';
import { markup } from './markup.ts';

const tongues: Record<Language, string> = { ky: 'Кыргызча', ru: 'Русский', en: 'English' };

/** One page of a stand-in: it says what it stands for and that nothing on it is real. */
export interface StandInPage {
  language: Language;
  title: string;
  /** What this part replaces, as a sentence. */
  standsFor: string;
  /** The page's own address without `lang`, for the language links. */
  path: string;
  body: Markup;
  /** Addresses besides this one to which a form may lead. */
  formTargets?: readonly string[];
}

/** The whole document of a stand-in's page; it needs no script. */
export function renderStandInPage(page: StandInPage): string {
  const links = LANGUAGES.map((language) =>
    language === page.language
      ? markup`<span lang="${language}" aria-current="true">${tongues[language]}</span>`
      : markup`<a lang="${language}" hreflang="${language}" href="${page.path}?lang=${language}">${tongues[language]}</a>`,
  );
  return markup`<!DOCTYPE html>
<html lang="${page.language}">
<head>
<meta charset="utf-8">
<title>${page.title} – ${say(page.language, 'stand-in.product')}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/stand-in.css">
</head>
<body>
<a class="skip" href="#main">${say(page.language, 'stand-in.skip')}</a>
<header class="top">
<div class="bar"><nav class="tongues" aria-label="${say(page.language, 'stand-in.languages')}">${links}</nav></div>
<p class="notice"><strong>${say(page.language, 'stand-in.training')}</strong> ${page.standsFor}</p>
</header>
<main id="main">
${page.body}
</main>
</body>
</html>
`.html;
}

/** Headers of a page that may load nothing but its style sheet and may not be framed. */
export function standInHeaders(page: StandInPage): Record<string, string> {
  const targets = ["'self'", ...(page.formTargets ?? [])].join(' ');
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-language': page.language,
    'content-security-policy': `default-src 'none'; style-src 'self'; form-action ${targets}; base-uri 'none'; frame-ancestors 'none'`,
    'cache-control': 'no-store',
    vary: 'accept-language',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}

/** Sends a page with its headers. */
export function sendStandInPage(response: ServerResponse, status: number, page: StandInPage): void {
  response.writeHead(status, standInHeaders(page));
  response.end(renderStandInPage(page));
}
