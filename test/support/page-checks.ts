import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { HtmlValidate } from 'html-validate';
import { chromium, type Browser, type Page } from 'playwright-core';
import { findTool } from '../../dev/test/tools.ts';

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard', 'html-validate:a11y', 'html-validate:document'],
  rules: {
    'require-sri': ['error', { target: 'crossorigin' }],
    // Templates write one attribute after the other; the shape of the source is not what a reader meets.
    'no-trailing-whitespace': 'off',
    'long-title': 'off',
    'attribute-boolean-style': 'off',
  },
});

/** What html-validate says against a page: rule, message and place; empty when all is well. */
export async function htmlFaults(html: string): Promise<string[]> {
  const report = await validator.validateString(html);
  return report.results.flatMap((result) =>
    result.messages.map(({ ruleId, message, line }) => `${ruleId}: ${message} (line ${line}: ${lineOf(html, line)})`),
  );
}

/** Chromium for tests, or undefined where it is missing; close it yourself. */
export async function openBrowser(): Promise<Browser | undefined> {
  const executablePath = findTool('chromium');
  if (executablePath === undefined) return undefined;
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
  });
}

/**
 * Waits until the open page has its style sheets and letters. A click ends when the next page has begun to come: who looks
 * at once sees it without its style on a slow machine.
 */
async function isDrawn(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  await page.evaluate('document.fonts.ready.then(() => undefined)');
}

/**
 * What axe finds on the open page under WCAG 2.2 A and AA and its best practices; empty when all is well. `colours` false
 * leaves out the contrast of colours, two fifths of the time: a page has the same ones in every language.
 */
export async function axeFaults(page: Page, { colours = true }: { colours?: boolean } = {}): Promise<string[]> {
  await isDrawn(page);
  await page.evaluate(await axeSource());
  const rules = colours ? {} : { 'color-contrast': { enabled: false } };
  return page.evaluate(
    async (options) => {
      const { axe } = globalThis as unknown as { axe: AxeOfPage };
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
      const { violations } = await axe.run({ runOnly: tags, ...options });
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, any }) => `${id}: ${html} ${any[0]?.message ?? ''}`),
      );
    },
    { ...onlyFaults, rules },
  );
}

/** To describe what is well, and where each element is, takes almost half of axe's time. */
const onlyFaults = { resultTypes: ['violations'], selectors: false };

/** Whether the open page can be scrolled sideways, which no page may. */
export async function isTooWide(page: Page): Promise<boolean> {
  await isDrawn(page);
  return page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
}

type AxeOfPage = {
  run: (options: object) => Promise<{
    violations: { id: string; nodes: { html: string; any: { message: string }[] }[] }[];
  }>;
};

let source: Promise<string> | undefined;

async function axeSource(): Promise<string> {
  source ??= readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  return source;
}

function lineOf(html: string, line: number): string {
  return (html.split('\n')[line - 1] ?? '').trim().slice(0, 160);
}
