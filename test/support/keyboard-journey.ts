import type { Browser } from 'playwright-core';
import type { Instant } from '../../domain/time/instant.ts';
import { deliverNotices } from '../../operations/notices/deliver-notices.ts';
import { aDesk } from './desk.ts';
import type { TestDesk } from './desk.ts';
import { aTypist } from './keyboard.ts';
import type { Typist } from './keyboard.ts';
import { openBrowser } from './page-checks.ts';
import { aPortal } from './portal.ts';
import type { TestPortal } from './portal.ts';
import { aProduct } from './product.ts';
import type { Product } from './product.ts';

/** A product with both its sides served, and people before them who have a keyboard and nothing else. */
export type KeyboardJourney = {
  product: Product;
  desk: TestDesk;
  portal: TestPortal;
  /** Why nobody can walk it; empty when a browser is there. */
  missing: string;
  /** Somebody at the portal, on a page 1280 px wide unless another width is given. */
  reader: (width?: number) => Promise<Typist>;
  /** A person of the staff, signed in at the desk. */
  staff: (person: string) => Promise<Typist>;
  /** Sends the notices that wait; the texts of the mails that left with it, the oldest first. */
  mails: () => Promise<string[]>;
  close: () => Promise<void>;
};

/** Opens everything a journey needs; the clock stands at the instant, else where a test product's does. */
export async function aKeyboardJourney(now?: Instant): Promise<KeyboardJourney> {
  const product = await aProduct(now);
  const desk = await aDesk(product);
  const portal = await aPortal(product);
  const browser = await openBrowser();
  return {
    product,
    desk,
    portal,
    missing: browser === undefined ? 'chromium is missing; npm run setup:tests installs it' : '',
    reader: (width) => aTypist(opened(browser), portal.url, width === undefined ? {} : { width }),
    staff: async (person) => aTypist(opened(browser), desk.url, { cookies: (await desk.signedIn(person)).cookies() }),
    mails: () => deliveredMails(product, portal.url),
    close: async () => {
      await browser?.close();
      await portal.close();
      await desk.close();
      await product.close();
    },
  };
}

async function deliveredMails(product: Product, publicUrl: string): Promise<string[]> {
  const texts: string[] = [];
  const post = {
    publicUrl,
    mailDomain: 'commission.example',
    send: ({ mail }: { mail: { text: string } }) => {
      texts.push(mail.text);
      return Promise.resolve();
    },
  };
  for (let sent = -1; sent < texts.length;) {
    sent = texts.length;
    await deliverNotices(product.as('shailoo_worker'), post, null);
  }
  return texts;
}

function opened(browser: Browser | undefined): Browser {
  if (browser === undefined) throw new Error('chromium is missing; npm run setup:tests installs it');
  return browser;
}
