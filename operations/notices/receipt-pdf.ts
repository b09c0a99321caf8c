import type { Language } from '../../domain/language.ts';
import type { MailAttachment } from '../../integrations/mail/mail.ts';
import { printReceipt } from '../../prints/complaints/receipt.ts';
import { deadlineMoment } from '../../wording/dates.ts';
import { derivationSentences } from '../../wording/derivation.ts';
import { say } from '../../wording/say.ts';
import { readReceipt, receiptProof } from '../complaints/read-receipt.ts';
import type { Receipt } from '../complaints/read-receipt.ts';
import type { OperationContext } from '../context.ts';

/** The receipt of a case as a file to attach; empty when the case is gone. `page` is the address of its public page. */
export async function receiptPdf(context: OperationContext, recordId: string, page: string): Promise<MailAttachment[]> {
  const receipt = await readReceipt(context, recordId);
  if (!receipt.ok) return [];
  const { value } = receipt;
  const { language, number, complaint, deadline, pack } = value;
  const content = await printReceipt(
    {
      number,
      receivedAt: complaint.receivedAt,
      commission: complaint.commission.name[language],
      election: value.electionName[language],
      files: value.documents.map(({ name, bytes, sha256, purpose }) => ({
        name: purpose === 'statement' ? say(language, 'notices.statement-file') : name,
        bytes,
        sha256,
      })),
      commitment: value.commitment,
      receiptCode: value.code,
      deadline: {
        dueAt: deadline.dueAt,
        sentence: termSentence(language, value),
        steps: derivationSentences(language, deadline.derivation, pack).map(({ title, text }) => `${title}. ${text}`),
      },
      qrPayload: receiptProof(value),
      address: page,
      warnings: value.warnings.map((warning) => say(language, `complaints.warning.${warning}`)),
    },
    language,
  );
  return [{ fileName: `${number}.pdf`, contentType: 'application/pdf', content }];
}

function termSentence(language: Language, { deadline }: Pick<Receipt, 'deadline'>): string {
  return deadline.dueAt === null
    ? say(language, 'notices.decided-at-once')
    : say(language, 'notices.decided-by', { moment: deadlineMoment(language, deadline.dueAt) });
}
