import assert from 'node:assert/strict';
import type { Browser as Chromium, BrowserContext, Page } from 'playwright-core';
import { openBrowser } from '../support/page-checks.ts';

/** Counts what runs, and what the policy of the page has stopped. */
const detector = `
  window.ran = [];
  window.planted = () => { window.ran.push('planted'); };
  document.addEventListener('securitypolicyviolation', (event) => {
    window.ran.push('stopped by the policy: ' + event.violatedDirective + ' ' + event.blockedURI);
  });`;

/**
 * What of a page is alive that we have not written: scripts, handlers, foreign pictures, filled templates. A block of JSON-LD
 * is data as long as it is JSON.
 */
const alive = `(() => {
  const isData = (element) => {
    if (element.localName !== 'script' || element.type !== 'application/ld+json') return false;
    try { return typeof JSON.parse(element.textContent) === 'object' && element.attributes.length === 1; } catch { return false; }
  };
  const found = [...window.ran];
  for (const element of document.querySelectorAll('*')) {
    const name = element.localName;
    if (isData(element)) continue;
    if (['script', 'iframe', 'object', 'embed', 'base'].includes(name)) found.push(name);
    if (name === 'img' && element.getAttribute('src') === 'x') found.push('img');
    for (const { name: attribute, value } of element.attributes) {
      if (attribute.startsWith('on')) found.push(name + ' ' + attribute);
      if (/^(href|src|action|formaction|xlink:href)$/.test(attribute) && /^\\s*(javascript|data:text)/i.test(value))
        found.push(name + ' ' + attribute + '=' + value);
    }
  }
  if (/49\\$\\{|planted\\(\\)>49/.test(document.documentElement.textContent)) found.push('a filled template');
  return found;
})()`;

/** A Chromium that says what is alive in a page. */
export type ScriptDetector = {
  /** What is alive in a page when no policy protects it. */
  aliveIn: (html: string) => Promise<string[]>;
  /** What is alive at an address, with the policy it comes with: what ran, and what had to be stopped. */
  aliveAt: (window: BrowserContext, address: string) => Promise<{ found: string[]; html: string }>;
  /** A window that keeps its own cookies. */
  newWindow: () => Promise<BrowserContext>;
  close: () => Promise<void>;
};

/** Undefined where there is no Chromium; in CI that is a fault. */
export async function aScriptDetector(): Promise<ScriptDetector | undefined> {
  const chromium: Chromium | undefined = await openBrowser();
  if (chromium === undefined) {
    assert.notEqual(process.env['CI'], 'true', 'chromium is missing; npm run setup:tests installs it');
    return undefined;
  }
  const unprotected = await chromium.newContext({ bypassCSP: true });
  await unprotected.addInitScript(detector);
  const blank = await unprotected.newPage();
  const pages = new Map<BrowserContext, Page>();
  return {
    aliveIn: async (html) => {
      await blank.goto('about:blank');
      await blank.setContent(html, { waitUntil: 'domcontentloaded' });
      return blank.evaluate<string[]>(alive);
    },
    aliveAt: async (window, address) => {
      const page = pages.get(window) ?? (await window.newPage());
      pages.set(window, page);
      await page.goto(address);
      return { found: await page.evaluate<string[]>(alive), html: await page.content() };
    },
    newWindow: async () => {
      const window = await chromium.newContext();
      await window.addInitScript(detector);
      return window;
    },
    close: () => chromium.close(),
  };
}
