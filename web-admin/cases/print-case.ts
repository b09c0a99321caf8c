import { printCaseDocuments } from '../../operations/documents/print-case-documents.ts';
import { refused } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';

/** The whole case as one PDF to print: cover, stamped copies, sheets for what could not be copied. */
export async function printCase({ context, actor, params, language }: StaffVisit): Promise<Answer> {
  const outcome = await printCaseDocuments(context, actor, { complaintId: params['id'] ?? '', language });
  if (!outcome.ok) return refused(outcome);
  const { number, pdf } = outcome.value;
  return { kind: 'file', name: `${number}.pdf`, mediaType: 'application/pdf', bytes: pdf };
}
