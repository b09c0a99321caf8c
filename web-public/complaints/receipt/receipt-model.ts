import { hexGroups } from '../../../wording/hex-groups.ts';
import type { Language } from '../../../domain/language.ts';
import { lawRule } from '../../../domain/law/law-pack.ts';
import { documentName } from '../../../operations/complaints/print-receipt.ts';
import type { Receipt } from '../../../operations/complaints/read-receipt.ts';
import { dayTimeExact, untilDeadline } from '../../../wording/dates.ts';
import { bytes } from '../../../wording/figures.ts';
import { termInWords } from '../../../wording/law-references.ts';
import { say } from '../../../wording/say.ts';
import { derivationModel } from '../../../web-kit/deadlines/derivation-model.ts';
import { pagePath } from '../../page-kit.ts';
import { stepPath } from '../file/steps.ts';

/** What the receipt page shows. */
export function receiptModel(language: Language, receipt: Receipt, publicUrl: string) {
  const { complaint, deadline, pack, path } = receipt;
  const word = (key: string): string => say(language, `receipt.${key}`);
  const here = pagePath(language, stepPath('receipt'));
  const question = word('how');
  return {
    number: receipt.number,
    receivedAt: dayTimeExact(language, complaint.receivedAt),
    firstAttemptAt: receipt.firstAttemptAt === null ? null : dayTimeExact(language, receipt.firstAttemptAt),
    pdf: `${here}.pdf`,
    proof: `${here}.tlog-proof`,
    qr: `${here}.svg`,
    casePath: pagePath(language, path),
    caseAddress: `${publicUrl}${pagePath(language, path)}`,
    hasEmail: receipt.hasEmail,
    next: nextSteps(language, receipt),
    derivation: derivationModel(language, deadline.derivation, pack, complaint.receivedAt, { question }),
    subject: say(language, `complaints.kind.${complaint.kind}`),
    commission: complaint.commission.name[language],
    code: receipt.code,
    commitment: hexGroups(receipt.commitment),
    salt: hexGroups(receipt.salt),
    files: receipt.documents.map(({ name, purpose, bytes: size, sha256 }) => ({
      name: documentName(language, { name, purpose }),
      size: bytes(language, size),
      sha256: hexGroups(sha256),
    })),
    warnings: receipt.warnings.map((warning) => say(language, `complaints.warning.${warning}`)),
  };
}

function nextSteps(language: Language, { complaint, deadline, pack, hasEmail }: Receipt) {
  const word = (key: string, values?: Record<string, string>): string => say(language, `receipt.${key}`, values);
  const isCec = complaint.commission.kind === 'cec';
  const appeal = lawRule(pack, isCec ? 'court1_file' : 'complaint_upper_to_cec');
  const term = termInWords(language, appeal.term);
  return [
    { when: word('next-register-when'), text: word('next-register') },
    {
      when: deadline.dueAt === null ? word('next-at-once') : capital(untilDeadline(language, deadline.dueAt)),
      text: word('next-decide'),
    },
    { when: word('next-day-when'), text: word(hasEmail ? 'next-day-mail' : 'next-day') },
    { when: word('next-appeal-when'), text: word(isCec ? 'next-appeal-court' : 'next-appeal-cec', { term }) },
  ];
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
