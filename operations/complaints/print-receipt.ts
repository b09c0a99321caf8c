import QRCode from 'qrcode';
import type { Language } from '../../domain/language.ts';
import { qrSegments } from '../../prints/draw-qr.ts';
import type { QrParts } from '../../prints/draw-qr.ts';
import { printReceipt as print } from '../../prints/complaints/receipt.ts';
import { untilDeadline } from '../../wording/dates.ts';
import { derivationSentences } from '../../wording/derivation.ts';
import { say } from '../../wording/say.ts';
import { receiptProof } from './read-receipt.ts';
import type { Receipt } from './read-receipt.ts';

/** What a receipt needs beside itself: the portal's address, and the digits that prove the filing, once there are any. */
export type ReceiptSource = { publicUrl: string; proof: string | null };

/** The receipt as a PDF in a language. The same receipt with the same proof gives the same bytes. */
export async function printReceipt(
  receipt: Receipt,
  language: Language,
  { publicUrl, proof }: ReceiptSource,
): Promise<Buffer> {
  const { deadline, complaint, pack } = receipt;
  return print(
    {
      number: receipt.number,
      receivedAt: complaint.receivedAt,
      ...(receipt.enteredAt === null ? {} : { enteredAt: receipt.enteredAt }),
      firstAttemptAt: receipt.firstAttemptAt,
      commission: complaint.commission.name[language],
      election: receipt.electionName[language],
      files: receipt.documents.map(({ name, purpose, bytes, sha256 }) => ({
        name: documentName(language, { name, purpose }),
        bytes,
        sha256,
      })),
      commitment: receipt.commitment,
      receiptCode: receipt.code,
      deadline: {
        dueAt: deadline.dueAt,
        sentence: deadlineSentence(receipt, language),
        steps: derivationSentences(language, deadline.derivation, pack).map(({ title, text }) => `${title}. ${text}`),
      },
      qr: receiptQrParts(receipt, language, { publicUrl, proof }),
      isProven: proof !== null,
      address: `${publicUrl}/${language}${receipt.path}`,
      warnings: receipt.warnings.map((warning) => say(language, `complaints.warning.${warning}`)),
    },
    language,
  );
}

/** What a document is called on a receipt: the statement has no name of its own, an authority says that it is one. */
export function documentName(
  language: Language,
  { name, purpose }: Pick<Receipt['documents'][number], 'name' | 'purpose'>,
): string {
  if (purpose === 'statement') return say(language, 'receipt.statement');
  return purpose === 'authority' ? `${name} (${say(language, 'receipt.authority')})` : name;
}

/** Who must decide, and until when, in words. */
export function deadlineSentence({ complaint, deadline }: Receipt, language: Language): string {
  const commission = complaint.commission.name[language];
  return deadline.dueAt === null
    ? say(language, 'case.next.at-once', { commission })
    : say(language, 'case.next.decide', { commission, until: untilDeadline(language, deadline.dueAt) });
}

/** The QR of the receipt as an SVG file: what `receiptQrParts` says. */
export function receiptQr(receipt: Receipt, language: Language, from: ReceiptSource): Promise<string> {
  const parts = receiptQrParts(receipt, language, from);
  return QRCode.toString(qrSegments(parts), { type: 'svg', margin: 1, errorCorrectionLevel: 'M' });
}

/**
 * What the QR holds: the address of the page that checks without a network, with the proof behind `#`, which no browser
 * sends; before there is a proof, number, commitment and salt. Never the code.
 */
function receiptQrParts(receipt: Receipt, language: Language, { publicUrl, proof }: ReceiptSource): QrParts {
  return proof === null
    ? { text: receiptProof(receipt), digits: '' }
    : { text: `${publicUrl}/${language}/ledger/verifier#`, digits: proof };
}
