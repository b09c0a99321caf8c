import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { LANGUAGES } from '../../domain/language.ts';
import { isFirstLook } from './first-look.ts';
import { axeFaults } from './page-checks.ts';

/** A person at a browser who has a keyboard and nothing else. */
export type Typist = {
  page: Page;
  /** Opens an address and looks at the page in every language. */
  open: (address: string) => Promise<string>;
  /** Tabs to what the selector names, unfolding what hides it; every stop on the way must show its focus. */
  tabTo: (selector: string) => Promise<void>;
  /** Tabs to a control and writes over what it holds. */
  type: (selector: string, text: string) => Promise<void>;
  /** Tabs to a list and goes down from its first line to the value. */
  choose: (selector: string, value: string) => Promise<void>;
  /** Tabs to the buttons of one choice and goes to the value with the arrows. */
  pick: (name: string, value: string) => Promise<void>;
  /** Tabs to a box and ticks it. */
  tick: (selector: string) => Promise<void>;
  /** Gives a file to the chooser that the keyboard opened. */
  attach: (selector: string, file: { name: string; mimeType: string; buffer: Buffer }) => Promise<void>;
  /** Tabs to a button or a link, presses Enter, and looks at the page that comes. */
  press: (selector: string) => Promise<string>;
  /** The words of the open page's main part. */
  text: () => Promise<string>;
};

const most = 250;

/** A keyboard on a page of its own. `cookies` sign it in. */
export async function aTypist(
  from: Browser,
  url: string,
  options: { cookies?: { name: string; value: string; url: string }[]; width?: number } = {},
): Promise<Typist> {
  const context = await from.newContext({ viewport: { width: options.width ?? 1280, height: 900 } });
  if (options.cookies !== undefined) await context.addCookies(options.cookies);
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const tabTo = async (selector: string): Promise<void> => {
    const folded = `details:not([open]):has(${selector}) > summary`;
    if ((await page.locator(folded).count()) > 0) {
      await tabUntil(page, folded);
      await page.keyboard.press('Enter');
    }
    await tabUntil(page, selector);
  };
  const text = (): Promise<string> => page.innerText('body');
  return {
    page,
    tabTo,
    text,
    open: async (address) => {
      await page.goto(new URL(address, url).href);
      await lookInEveryLanguage(page);
      return text();
    },
    type: async (selector, words) => {
      await tabTo(selector);
      await page.keyboard.press('Control+A');
      await page.keyboard.insertText(words);
    },
    choose: async (selector, value) => {
      await tabTo(selector);
      await page.keyboard.press('Home');
      await goWithArrows(page, value);
    },
    pick: async (name, value) => {
      await tabTo(`input[name="${name}"]`);
      await page.keyboard.press('Space');
      await goWithArrows(page, value);
    },
    tick: async (selector) => {
      await tabTo(selector);
      await page.keyboard.press('Space');
    },
    attach: async (selector, file) => {
      await tabTo(selector);
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Space')]);
      await chooser.setFiles(file);
    },
    press: async (selector) => {
      await tabTo(selector);
      await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
      await lookInEveryLanguage(page);
      return text();
    },
  };
}

async function tabUntil(page: Page, selector: string): Promise<void> {
  for (let pressed = 0; pressed < most; pressed += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate<{ isBody: boolean; isSeen: boolean; isIt: boolean; html: string }>(`(() => {
      const element = document.activeElement;
      const box = element.getBoundingClientRect();
      const isChoice = ['radio', 'checkbox'].includes(element.type) && element.nextElementSibling;
      const styles = [getComputedStyle(element), ...(isChoice ? [getComputedStyle(element.nextElementSibling, '::before')] : [])];
      const hasRing = styles.some((one) => one.outlineStyle !== 'none' || one.boxShadow !== 'none');
      return {
        isBody: element === document.body,
        isSeen: hasRing && box.width > 0 && box.bottom > 0 && box.top < innerHeight,
        isIt: element.matches(${JSON.stringify(selector)}),
        html: element.outerHTML.slice(0, 160),
      };
    })()`);
    if (stop.isBody) continue;
    assert.ok(stop.isSeen, `the focus is not seen on ${stop.html}`);
    if (stop.isIt) return;
  }
  throw new Error(`not reached by Tab on ${page.url()}: ${selector}\n${await page.innerText('body')}`);
}

async function goWithArrows(page: Page, value: string): Promise<void> {
  for (let pressed = 0; pressed < most; pressed += 1) {
    if ((await page.evaluate<string>('document.activeElement.value')) === value) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`no such choice by the arrows: ${value}`);
}

/**
 * Looks at the open page, and at its address in the other languages in a tab beside it; an answer to a form has no address
 * and is looked at as it is. A page of the same parts is looked at in the other languages, and for its colours, once in a run of the tests.
 */
async function lookInEveryLanguage(page: Page): Promise<void> {
  const parts = await partsOf(page);
  const colours = isFirstLook(`colours ${parts}`);
  assert.deepEqual(await axeFaults(page, { colours }), [], page.url());
  if (!isFirstLook(parts)) return;
  const beside = await page.context().newPage();
  for (const language of LANGUAGES) {
    const address = new URL(page.url());
    address.pathname = address.pathname.replace(/^\/(ky|ru|en)(?=\/|$)/, `/${language}`);
    if (address.href === page.url()) continue;
    const answer = await beside.goto(address.href);
    if (answer?.status() === 404 || answer?.status() === 405) continue;
    assert.deepEqual(await axeFaults(beside, { colours: false }), [], address.href);
  }
  await beside.close();
}

/** What a page is made of, without what it says: its address without ids, and its sections, headings, forms and tables in order. */
async function partsOf(page: Page): Promise<string> {
  const parts =
    await page.evaluate<string>(`[...document.querySelectorAll('section, h2, h3, form, table, input, select, details')]
    .map((part) => [part.tagName, part.id, part.getAttribute('action'), part.getAttribute('name'), part.className].join(' ')).join()`);
  return `${new URL(page.url()).pathname} ${parts}`.replaceAll(
    /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Z]-\d{4}-\d{6}/g,
    '*',
  );
}
