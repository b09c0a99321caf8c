import { aLowerCommission } from '../builders/procedure-cases.ts';
import { deskRoutes } from '../../web-admin/routes.ts';
import { aBrowser, aDesk } from '../support/desk.ts';
import type { Browser, TestDesk } from '../support/desk.ts';
import { signInOf } from '../support/portal-sign-in.ts';
import { aPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { aProduct } from '../support/product.ts';
import type { Product } from '../support/product.ts';
import { walkTheDesk } from './desk-walk.ts';
import type { DeskPlaces } from './desk-walk.ts';
import { FormWalk, routeFinder } from './form-walk.ts';
import { portalRoutes, walkThePortal } from './portal-walk.ts';
import type { PortalPlaces } from './portal-walk.ts';

/** Everything at once: a formula, a script, a picture, a drawing, a way out of an attribute, a template, an address. */
export const full = [
  `=cmd|' /C calc'!A0`,
  `"'><script>planted()</script><img src=x onerror=planted()><svg onload=planted()></svg>`,
  `" autofocus onfocus="planted()" x='`,
  `{{7*7}}\${7*7}{% raw %}</textarea></title></select><a href="javascript:planted()">javascript:planted()</a>`,
].join(' ');
/** For fields that take less. */
export const short = `=1+"'><svg/onload=planted()>{{7*7}}`;
const fileName = `=1'"><svg onload=planted()>.pdf`;
const takesLess =
  / (phone|precinct|number|letter)$|views.* name$|propose-edition (name|title|act|article|number|place)/;

/** In a text of a decision braces are a place still to be filled, and such a text is not decided on. */
function wordsOf(field: string): string {
  if (field.includes('draft-decision')) return full.replaceAll(/[{}]/g, '');
  return takesLess.test(field) ? short : full;
}

/** A house in every field of which somebody has planted something, by forms that were taken. */
export type PlantedHouse = {
  product: Product;
  desk: TestDesk;
  portal: TestPortal;
  deskWalk: FormWalk;
  portalWalk: FormWalk;
  places: DeskPlaces;
  own: PortalPlaces;
  /** A browser with the private side of a case open in it, and the path of that case. */
  inside: (side: { number: string; code: string }) => Promise<{ browser: Browser; path: string }>;
  close: () => Promise<void>;
};

/** Walks through portal and desk with an attack in every field; two of the staff are called like one. */
export async function aPlantedHouse(): Promise<PlantedHouse> {
  const product = await aProduct();
  const voter = { name: full, pin: '23102199900099' };
  const portal = await aPortal(product, { signIn: signInOf(product, voter) });
  const desk = await aDesk(product, { trainingClock: true });
  await product.context.database.query({
    text: `update private.person set name = $1 where id = any($2::uuid[])`,
    values: [full, [product.cec.lawyers[0], product.cec.chair]],
  });
  const signIn = (): Promise<Browser> => Promise.resolve(aBrowser(portal.url));
  const portalWalk = new FormWalk({ signIn, routeOf: routeFinder(portalRoutes()), words: wordsOf });
  const sokuluk = await aLowerCommission(product);
  const own = await walkThePortal({ product, sokuluk, walk: portalWalk, fileName });
  for (const path of ['/en', '/en/search', '/en/complaints']) await portalWalk.open('reader', path);
  const routes = deskRoutes({ trainingClock: true });
  const deskWalk = new FormWalk({ signIn: desk.signedIn, routeOf: routeFinder(routes), words: wordsOf });
  const places = await walkTheDesk({ at: product, key: 'cec', walk: deskWalk, fileName });
  for (const path of ['/en/reports', '/en/search']) await deskWalk.open(product.cec.lawyers[0], path);
  return {
    product,
    desk,
    portal,
    deskWalk,
    portalWalk,
    places,
    own,
    inside: (side) => openSide(portal, side),
    close: async () => {
      await desk.close();
      await portal.close();
      await product.close();
    },
  };
}

async function openSide(
  { url }: TestPortal,
  { number, code }: { number: string; code: string },
): Promise<{ browser: Browser; path: string }> {
  const browser = aBrowser(url);
  for (const path of [`/en/complaints/${number}`, `/en/complaints/cec/${number}`]) {
    const { status } = await browser.post(`${path}/open`, { code });
    if (status === 303) return { browser, path };
  }
  throw new Error(`the code does not open ${number}`);
}
