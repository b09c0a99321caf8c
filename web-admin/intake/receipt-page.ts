import { hexGroups } from '../../wording/hex-groups.ts';
import type { Language } from '../../domain/language.ts';
import { openDeskReceipt } from '../../operations/complaints/open-desk-receipt.ts';
import { deadlineSentence, printReceipt, receiptQr } from '../../operations/complaints/print-receipt.ts';
import type { ReceiptSource } from '../../operations/complaints/print-receipt.ts';
import type { Receipt } from '../../operations/complaints/read-receipt.ts';
import { proofForQr } from '../../operations/ledger/prove-event.ts';
import { derivationModel } from '../../web-kit/deadlines/derivation-model.ts';
import { dayTimeExact } from '../../wording/dates.ts';
import { bytes } from '../../wording/figures.ts';
import { say } from '../../wording/say.ts';
import { caseCrumbs } from '../cases/case-page.ts';
import { refused } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';

/** The receipt of a complaint to print at the desk and hand over: what the portal gives its visitors, with the code. */
export async function deskReceiptPage(visit: StaffVisit): Promise<Answer> {
  const { language, context, actor, params } = visit;
  const complaintId = params['id'] ?? '';
  const outcome = await openDeskReceipt(context, actor, { complaintId });
  if (!outcome.ok) return refused(outcome);
  const receipt = outcome.value;
  const title = say(language, 'receipt.title');
  return {
    kind: 'page',
    view: 'intake/receipt.njk',
    title,
    crumbs: caseCrumbs(visit, { id: complaintId, number: receipt.number }, title),
    model: await receiptModel(language, receipt, { complaintId, from: await receiptSource(visit, receipt) }),
  };
}

/** The same receipt as PDF, in the language of the complaint. */
export async function deskReceiptPdf(visit: StaffVisit): Promise<Answer> {
  const { context, actor, params } = visit;
  const outcome = await openDeskReceipt(context, actor, { complaintId: params['id'] ?? '' });
  if (!outcome.ok) return refused(outcome);
  const { number, language } = outcome.value;
  const pdf = await printReceipt(outcome.value, language, await receiptSource(visit, outcome.value));
  return { kind: 'file', name: `${number}.pdf`, mediaType: 'application/pdf', bytes: pdf };
}

/** Where the receipt leads, and its proof once the ledger has it. */
async function receiptSource({ context, deps }: StaffVisit, receipt: Receipt): Promise<ReceiptSource> {
  return { publicUrl: deps.addresses.portal, proof: await proofForQr(context, deps.ledger, receipt) };
}

async function receiptModel(
  language: Language,
  receipt: Receipt,
  { complaintId, from }: { complaintId: string; from: ReceiptSource },
) {
  const { complaint, deadline, pack, enteredAt } = receipt;
  const here = `/${language}/cases/${complaintId}`;
  const word = (key: string): string => say(language, `receipt.${key}`);
  const row = (key: string, value: string) => ({ key, value });
  const qr = Buffer.from(await receiptQr(receipt, language, from)).toString('base64');
  return {
    number: receipt.number,
    code: receipt.code,
    back: here,
    pdf: `${here}/receipt.pdf`,
    pdfLanguage: say(language, 'intake.receipt.pdf-language', {
      language: say(language, `desk.language.${receipt.language}`),
    }),
    next: `/${language}/intake`,
    qr: `data:image/svg+xml;base64,${qr}`,
    facts: [
      row(word('received'), dayTimeExact(language, complaint.receivedAt)),
      ...(enteredAt === null ? [] : [row(say(language, 'prints.receipt.entered'), dayTimeExact(language, enteredAt))]),
      row(word('commission'), complaint.commission.name[language]),
      row(word('subject'), say(language, `complaints.kind.${complaint.kind}`)),
      row(word('case'), `${from.publicUrl}/${language}${receipt.path}`),
    ],
    sentence: deadlineSentence(receipt, language),
    derivation: derivationModel(language, deadline.derivation, pack, enteredAt ?? complaint.receivedAt, {
      question: word('how'),
    }),
    files: receipt.documents.map(({ name, purpose, bytes: size, sha256 }) => ({
      name: purpose === 'statement' ? word('statement') : name,
      size: bytes(language, size),
      sha256: hexGroups(sha256),
    })),
    commitment: hexGroups(receipt.commitment),
    salt: hexGroups(receipt.salt),
    warnings: receipt.warnings.map((warning) => say(language, `complaints.warning.${warning}`)),
    handOver: say(language, receipt.hasEmail ? 'intake.receipt.mail' : 'intake.receipt.hand'),
  };
}
