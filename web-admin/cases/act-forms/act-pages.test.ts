import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { LANGUAGES } from '../../../domain/language.ts';
import { returnForDefects } from '../../../operations/complaints/return-for-defects.ts';
import { takeComplaint } from '../../../operations/complaints/take-complaint.ts';
import { aComplaint, granted } from '../../../test/builders/complaints.ts';
import { aCaseSentBack, aRichCase } from '../../../test/builders/rich-case.ts';
import { aDesk } from '../../../test/support/desk.ts';
import type { TestDesk } from '../../../test/support/desk.ts';
import { faultsInBrowser } from '../../../test/support/desk-places.ts';
import type { DeskPlace } from '../../../test/support/desk-places.ts';
import { htmlFaults, openBrowser } from '../../../test/support/page-checks.ts';
import { aProduct } from '../../../test/support/product.ts';
import type { Product } from '../../../test/support/product.ts';

let product: Product;
let desk: TestDesk;
let browser: Browser | undefined;
let places: readonly DeskPlace[];
before(async () => {
  product = await aProduct();
  desk = await aDesk(product);
  browser = await openBrowser();
  places = await everyForm();
});
after(async () => {
  await browser?.close();
  await desk.close();
  await product.close();
});

/** The case with everything on it, one that a court sent back, one that waits for its complainant; and every form. */
async function everyForm(): Promise<readonly DeskPlace[]> {
  const { cec, context, actor } = product;
  const [lawyer] = cec.lawyers;
  const sentBack = await aCaseSentBack(product);
  const rich = await aRichCase(product);
  const returned = await aComplaint(product, 'registered');
  const holder = await actor(lawyer);
  granted(await takeComplaint(context, holder, { complaintId: returned }));
  const defects = { complaintId: returned, defects: ['name'], text: 'Атыңызды жазыңыз.' };
  granted(await returnForDefects(context, holder, defects));
  const forms = (id: string, ...paths: readonly string[]) => paths.map((path) => `/cases/${id}/${path}`);
  const work = [
    'return-for-defects',
    'forward-complaint',
    'send-request',
    'ask-registry',
    'record-answer',
    'appoint-hearing',
  ];
  const chairs = ['assign-complaint', 'form-working-group', 'extend-term', 'suspend-term', 'resume-term'];
  return [
    {
      person: lawyer,
      paths: [
        `/cases/${rich}`,
        `/cases/${sentBack}`,
        `/cases/${returned}`,
        ...forms(rich, ...work, 'record-hearing', 'join-complaint'),
      ],
    },
    { person: cec.chair, paths: [`/cases/${rich}`, ...forms(rich, ...chairs, 'reopen-complaint')] },
    {
      person: cec.clerk,
      paths: [
        `/cases/${sentBack}`,
        ...forms(returned, 'cure-defects', 'add-evidence', 'change-contact', 'withdraw-complaint'),
        ...forms(sentBack, 'record-appeal', 'record-appeal-result'),
      ],
    },
  ];
}

test('every form of an act, and the case with everything on it, is valid HTML in the three languages', async () => {
  const faults: string[] = [];
  for (const { person, paths } of places) {
    const staff = await desk.signedIn(person);
    for (const language of LANGUAGES) {
      for (const path of paths) {
        const { text, status } = await staff.get(`/${language}${path}`);
        assert.equal(status, 200, `${language}${path}`);
        faults.push(...(await htmlFaults(text)).map((fault) => `${language}${path} ${fault}`));
      }
    }
  }
  assert.deepEqual(faults, []);
  assert.deepEqual(desk.defects, []);
});

for (const width of [1280, 390]) {
  test(`every form of an act, and the case with everything on it, can be used by everybody at ${String(width)}`, async (context) => {
    if (browser === undefined && process.env['CI'] !== 'true') return context.skip('chromium is missing');
    assert.ok(browser, 'chromium is missing; npm run setup:tests installs it');
    assert.deepEqual(await faultsInBrowser(browser, desk, { places, width }), []);
  });
}
