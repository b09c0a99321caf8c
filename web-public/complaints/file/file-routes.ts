import { Router } from 'express';
import type { PageKit } from '../../page-kit.ts';
import { receiptPages } from '../receipt/receipt-pages.ts';
import { againstPage } from './against.ts';
import { checkStep } from './check.ts';
import { commissionForm } from './commission.ts';
import { draftCookie } from './draft-cookie.ts';
import { fieldStep } from './field-step.ts';
import { filesStep } from './files.ts';
import { resumePage } from './resume.ts';
import { savePage } from './save.ts';
import { startPage } from './start.ts';
import { whatForm } from './what.ts';
import { whereForm } from './where.ts';
import { whoForm } from './who.ts';

/** The form and its receipt, below `/{language}/complaints/new`. Nothing of it is kept in a cache. */
export function fileRoutes(kit: PageKit): Router {
  const router = Router({ mergeParams: true });
  const cookie = draftCookie(kit.deps.publicUrl);
  router.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  const start = startPage(kit, cookie);
  router.get('/', start.show).post('/', start.take);
  const against = againstPage(kit, cookie);
  router.get('/against/:commission/:number', against.show).post('/against/:commission/:number', against.take);
  for (const form of [whoForm, whatForm, whereForm, commissionForm]) {
    const { show, take } = fieldStep(kit, cookie, form);
    router.get(`/${form.step}`, show).post(`/${form.step}`, take);
  }
  const files = filesStep(kit, cookie);
  router.get('/files', files.show).post('/files', files.take).post('/files/remove', files.remove);
  const check = checkStep(kit, cookie);
  router.get('/check', check.show).post('/check', check.take);
  const save = savePage(kit, cookie);
  router.get('/save', save.show).post('/save', save.take);
  const resume = resumePage(kit, cookie);
  router.get('/resume', resume.show).post('/resume', resume.take);
  const receipt = receiptPages(kit, cookie);
  router.get('/receipt', receipt.show).get('/receipt.pdf', receipt.pdf).get('/receipt.svg', receipt.qr);
  router.get('/receipt.tlog-proof', receipt.proof);
  return router;
}
