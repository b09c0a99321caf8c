import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { DocumentRow } from '../../persistence/documents/document-rows.ts';
import { listCommissionRows } from '../../persistence/people/read-people.ts';
import { commitActs } from '../../persistence/records/commit-acts.ts';
import type { OperationContext } from '../context.ts';
import { lockForFiling } from '../documents/file-documents.ts';
import { closedFiling, destinationOf } from './filing-destination.ts';
import { filingInput } from './filing-input.ts';
import type { FilingRequest } from './filing-request.ts';
import { appealAct, findAttacked } from './find-attacked.ts';
import { keepPrivateSide, storeStatement } from './seal-filing.ts';

/**
 * Files a complaint: number, receipt and terms exist when this resolves, never before. Only NOTHING_FILED and
 * DOCUMENT_UNKNOWN refuse; what is missing stays with the case as a warning, as does that it is late or with a commission
 * that is not competent. Without a commission it goes to the competent one. The statement as filed is a document of its
 * own, so that the receipt covers every word.
 */
export async function fileComplaint(
  context: OperationContext,
  request: FilingRequest,
): Promise<Outcome<{ recordId: string }>> {
  const { documentIds, at } = request;
  if (request.filing.statement.trim() === '' && documentIds.length === 0) return refuse('NOTHING_FILED');
  const commissions = await listCommissionRows(context.database);
  const filing = closedFiling(request.filing, commissions);
  const destination = await destinationOf(context, filing, commissions);
  const { scope } = destination;
  const attacked = await findAttacked(context, filing.attacks, scope.commission.id);
  const sealing = await storeStatement(context, filing, request);
  const files: DocumentRow[] = [];
  const outcome = await commitActs(context.database, {
    setting: {
      scope,
      ...(attacked === undefined ? {} : { otherScopes: [attacked.scope] }),
      receivedAt: at.legal,
      recordedAt: at.real,
    },
    actor: request.actor,
    ...(context.correlationId === undefined ? {} : { correlationId: context.correlationId }),
    before: async (tx) => {
      const ready = await request.before(tx, sealing.recordId);
      if (!ready.ok) return ready;
      files.push(...(await lockForFiling(tx, documentIds, request.documentOwner)));
      return files.length === documentIds.length ? granted(undefined) : refuse('DOCUMENT_UNKNOWN');
    },
    ...(attacked === undefined ? {} : { lock: [attacked.id] }),
    acts: (states) => {
      const { recordId, statement } = sealing;
      const input = filingInput({ ...request, filing }, destination, files, statement.sha256);
      const attacks = attacked?.id ?? null;
      const file = { subject: 'complaint', act: 'fileComplaint', recordId, input: { ...input, attacks } };
      return granted([file, ...appealAct(states.get(attacks ?? ''), recordId)]);
    },
    alongside: async (tx) => {
      await keepPrivateSide(context, tx, sealing, { ...request, filing, files });
      await request.after?.(tx, sealing.recordId);
    },
  });
  if (outcome.ok) return granted({ recordId: sealing.recordId });
  await context.documents.remove(sealing.statementId);
  return outcome;
}
