import assert from 'node:assert/strict';
import { expressRoutes } from '../../dev/generated-docs/express-routes.ts';
import { followLinkPath } from '../../operations/complaints/follow-link.ts';
import { readReceipt } from '../../operations/complaints/read-receipt.ts';
import { returnForDefects } from '../../operations/complaints/return-for-defects.ts';
import { takeComplaint } from '../../operations/complaints/take-complaint.ts';
import { registerComplaint } from '../../operations/complaints/register-complaint.ts';
import { createPortal } from '../../web-public/portal.ts';
import type { PortalDeps, PortalSignIn } from '../../web-public/portal-deps.ts';
import { aComplaint, granted } from '../builders/complaints.ts';
import { aDraftedCase, decideDraft } from '../builders/procedure-cases.ts';
import type { Fields, Page } from '../support/desk.ts';
import type { Product } from '../support/product.ts';
import type { FormWalk } from './form-walk.ts';

const nothing: object = {};
const passOn = (_request: unknown, _response: unknown, next: () => void): void => next();

/** Every address of the portal as its own routers have it, behind the language: `post /complaints/new/who`. */
export function portalRoutes(): { method: string; path: string; atRoot?: true }[] {
  const portal = createPortal({
    context: nothing as PortalDeps['context'],
    assets: { handler: passOn, href: (name) => name },
    publicUrl: 'http://localhost',
    filesUrl: 'http://localhost',
    isTraining: true,
    ledger: { read: () => Promise.resolve(null) },
    log: { info: () => undefined, error: () => undefined },
    signIn: { origins: [], service: nothing, store: nothing } as unknown as PortalSignIn,
  });
  return expressRoutes(portal.router).flatMap(({ method, path }) => {
    if (path.includes('*')) return [];
    if (!path.startsWith('/:language')) return [{ method, path, atRoot: true as const }];
    return [{ method, path: path.replace('/:language', '') || '/' }];
  });
}

export type PortalWalkOptions = {
  product: Product;
  /** The product as the commission of Sokuluk works with it. */
  sokuluk: Product;
  walk: FormWalk;
  fileName?: string;
};

/** Numbers of cases whose private sides were walked through, with their codes. */
export type PortalPlaces = {
  own: { id: string; number: string; code: string };
  filed: { number: string; code: string };
};

/**
 * A voter fills in every form of the portal: files for somebody without and with a sign-in, saves the draft and resumes
 * it, contests a decision, opens private sides with the code, and does all that can be done there.
 */
export async function walkThePortal(options: PortalWalkOptions): Promise<PortalPlaces> {
  const steps = new PortalSteps(options);
  await steps.privateSide('/complaints/K-2027-000001', await steps.returned());
  const filed = await steps.file();
  await steps.contest();
  const own = await steps.returned();
  await steps.checkWithTheLedger(own.number);
  await steps.follow(`/complaints/${own.number}`);
  await steps.giveNumberTwice(own.number);
  await steps.follow(`/complaints/cec/${own.number}`);
  await steps.privateSide(`/complaints/cec/${own.number}`, own);
  return { own, filed };
}

const voter = 'voter';

class PortalSteps {
  readonly #product: Product;
  readonly #sokuluk: Product;
  readonly #walk: FormWalk;
  readonly #file: (name?: string) => File;

  constructor({ product, sokuluk, walk, fileName = 'сүрөт.pdf' }: PortalWalkOptions) {
    this.#product = product;
    this.#sokuluk = sokuluk;
    this.#walk = walk;
    this.#file = (name = fileName) => new File(['%PDF-1.7\n%%EOF'], name, { type: 'application/pdf' });
  }

  /** A step of the form, sent from its own page. */
  async #step(name: string, given: Fields = {}, files: readonly File[] = []): Promise<Page> {
    const path = `/en/complaints/new${name === '' ? '' : `/${name}`}`;
    return this.#walk.send(voter, { page: path, action: path }, given, files);
  }

  async file(): Promise<{ number: string; code: string }> {
    await this.#step('');
    const who = { complainantKind: 'representative', representedKind: 'voter', email: 'planted@mail.example' };
    await this.#step('who', { ...who, next: 'continue' });
    await this.#step('what', { kind: 'bribery', respondentKind: 'person' });
    const learned = { 'learned-day': '10', 'learned-month': '1', 'learned-year': '2027', learnedTime: '09:30' };
    await this.#step('where', { ...learned, territory: '', accept: '1' });
    await this.#step('commission', { commission: 'cec' });
    await this.#step('files', { next: 'files' }, [this.#file(), this.#file('экинчи.pdf')]);
    const page = '/en/complaints/new/files';
    await this.#walk.send(voter, { page, action: `${page}/remove` });
    const save = await this.#step('save', { email: 'planted@mail.example' });
    assert.match(save.location ?? '', /sent=1/);
    const shown = await this.#walk.open(voter, '/en/complaints/new/save');
    const link = /\/complaints\/resume\/[\w-]+/.exec(shown)?.[0] ?? '';
    const browser = await this.#walk.browserOf(voter);
    assert.equal((await browser.get(`/en${link}`)).status, 303);
    await this.#step('resume');
    await this.#signIn();
    await this.#step('check');
    const receipt = await this.#walk.open(voter, '/en/complaints/new/receipt');
    await this.#signOut();
    const code = /([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})/.exec(receipt)?.[1] ?? '';
    return { number: /K-2027-\d{6}/.exec(receipt)?.[0] ?? '', code };
  }

  async #signIn(): Promise<void> {
    const page = '/en/sign-in?to=/en/complaints/new/who';
    const begun = await this.#walk.send(voter, { page, action: '/en/sign-in' });
    const browser = await this.#walk.browserOf(voter);
    assert.equal((await browser.get(begun.location ?? '')).location, '/en/complaints/new/who');
  }

  async #signOut(): Promise<void> {
    await this.#walk.send(voter, { page: '/en/complaints/new', action: '/en/sign-out' });
  }

  async contest(): Promise<void> {
    const id = await aDraftedCase(this.#sokuluk, { commission: 'tec-sokuluk' });
    await decideDraft(this.#sokuluk, id);
    const { number } = granted(await readReceipt(this.#product.context, id));
    await this.#step(`against/tec-sokuluk/${number}`);
  }

  /** A complaint of the CEC that was returned to its complainant for defects. */
  async returned(): Promise<{ id: string; number: string; code: string }> {
    const id = await aComplaint(this.#product, 'filed');
    await this.#return(id);
    const { number, code } = granted(await readReceipt(this.#product.context, id));
    return { id, number, code };
  }

  /** Whether a file was filed, and a proof that is none. */
  async checkWithTheLedger(number: string): Promise<void> {
    const page = '/en/ledger';
    await this.#walk.send(voter, { page, action: `${page}/check-file`, status: 200 }, { number }, [this.#file()]);
    await this.#walk.send(voter, { page, action: `${page}/check-proof`, status: 409 }, {}, [
      this.#file('far.tlog-proof'),
    ]);
  }

  /** Follows a case by e-mail, confirms and stops by the links as the mails have them. */
  async follow(path: string): Promise<void> {
    const at = `/en${path}`;
    await this.#walk.send(voter, { page: at, action: `${at}/follow` }, { email: 'planted@mail.example' });
    await this.#walk.open(voter, `${at}/follow`);
    const { context } = this.#product;
    const [follower] = await context.database.query<{ id: string }>({ text: 'select id from private.follower' });
    for (const purpose of ['confirm', 'stop'] as const) {
      const page = `/en${followLinkPath(context, follower?.id ?? '', purpose)}`;
      await this.#walk.send(voter, { page, action: page, status: 200 });
    }
  }

  /** The commission of Sokuluk gives the same number, so that the address has to name the commission. */
  async giveNumberTwice(number: string): Promise<void> {
    for (let given = ''; given < number;) {
      const id = await aComplaint(this.#product, 'filed', { commission: 'tec-sokuluk' });
      given = granted(await readReceipt(this.#product.context, id)).number;
    }
  }

  async #return(complaintId: string): Promise<void> {
    const { context, cec, actor } = this.#product;
    granted(await registerComplaint(context, await actor(cec.clerk), { complaintId }));
    granted(await takeComplaint(context, await actor(cec.lawyers[0]), { complaintId }));
    const request = { complaintId, defects: ['evidence'], text: 'Далилдерди тиркеңиз.' };
    granted(await returnForDefects(context, await actor(cec.lawyers[0]), request));
  }

  async privateSide(path: string, { code }: { code: string }): Promise<void> {
    const at = `/en${path}`;
    const act = (name: string, given: Fields = {}, files: readonly File[] = []): Promise<Page> =>
      this.#walk.send(voter, { page: `${at}/private/${name}`, action: `${at}/private/${name}` }, given, files);
    await this.#walk.send(voter, { page: at, action: `${at}/open` }, { code });
    await act('cure', { next: 'send' }, [this.#file()]);
    await act('evidence', { next: 'send' }, [this.#file()]);
    await act('contact', { email: 'planted@mail.example' });
    await act('withdraw');
    await this.#walk.send(voter, { page: `${at}/private`, action: `${at}/private/close` });
  }
}
