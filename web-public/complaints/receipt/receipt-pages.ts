import type { Request, RequestHandler, Response } from 'express';
import { printReceipt, receiptQr } from '../../../operations/complaints/print-receipt.ts';
import type { ReceiptSource } from '../../../operations/complaints/print-receipt.ts';
import { proofForQr } from '../../../operations/ledger/prove-event.ts';
import { readReceiptOfDraft } from '../../../operations/complaints/read-receipt.ts';
import type { Receipt } from '../../../operations/complaints/read-receipt.ts';
import { say } from '../../../wording/say.ts';
import { languageOf } from '../../../web-kit/language.ts';
import { sendProof } from './send-proof.ts';
import { pagePath } from '../../page-kit.ts';
import type { PageKit } from '../../page-kit.ts';
import type { DraftCookie } from '../file/draft-cookie.ts';
import { sentAfterFiling } from '../file/draft-of-request.ts';
import { stepPath } from '../file/steps.ts';
import { receiptModel } from './receipt-model.ts';

/** The receipt as page, PDF and QR picture, for the browser that filed. Before the filing is committed there is none. */
export function receiptPages(
  kit: PageKit,
  cookie: DraftCookie,
): { show: RequestHandler; pdf: RequestHandler; qr: RequestHandler; proof: RequestHandler } {
  const receiptOf = async (request: Request, response: Response): Promise<Receipt | undefined> => {
    response.set('Cache-Control', 'no-store');
    const token = cookie.read(request);
    const receipt = token === undefined ? undefined : await readReceiptOfDraft(kit.contextOf(response), token);
    if (receipt?.ok) return receipt.value;
    response.redirect(303, pagePath(languageOf(response), stepPath('start')));
    return undefined;
  };
  const sourceOf = async (response: Response, receipt: Receipt): Promise<ReceiptSource> => ({
    publicUrl: kit.deps.publicUrl,
    proof: await proofForQr(kit.contextOf(response), kit.deps.ledger, receipt),
  });
  return {
    show: async (request, response) => {
      const receipt = await receiptOf(request, response);
      if (!receipt) return;
      const language = languageOf(response);
      const page = { title: say(language, 'receipt.title'), section: 'file' } as const;
      kit.show(request, response, 'complaints/receipt/receipt.njk', page, {
        ...receiptModel(language, receipt, kit.deps.publicUrl),
        isSentAfter: sentAfterFiling in request.query,
      });
    },
    pdf: async (request, response) => {
      const receipt = await receiptOf(request, response);
      if (!receipt) return;
      const pdf = await printReceipt(receipt, languageOf(response), await sourceOf(response, receipt));
      response
        .set('Content-Disposition', `attachment; filename="${receipt.number}.pdf"`)
        .type('application/pdf')
        .send(pdf);
    },
    proof: async (request, response) => {
      const receipt = await receiptOf(request, response);
      if (receipt) await sendProof(kit, request, response, receipt);
    },
    qr: async (request, response) => {
      const receipt = await receiptOf(request, response);
      if (!receipt) return;
      const qr = await receiptQr(receipt, languageOf(response), await sourceOf(response, receipt));
      response.type('image/svg+xml').send(qr);
    },
  };
}
