import type { Actor } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { agendaItem } from '../../domain/sittings/sitting.ts';
import type { SittingState } from '../../domain/sittings/sitting.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import { insertDissent } from '../../persistence/sittings/dissents.ts';
import type { OperationContext } from '../context.ts';
import { actOnRecords } from '../records/act-on-record.ts';
import { dissentTextSchema, hashOfDissent } from './dissent-text.ts';

/**
 * The signed-in member attaches a dissenting opinion to an item that was adopted, until the decision is published; a new
 * text replaces the one before, the same text twice is one. The event holds its hash only; the text is for staff until the public text is approved.
 * The decision is locked with the sitting, so that nothing is attached beside a publication.
 */
export async function attachDissent(
  context: OperationContext,
  actor: Actor,
  request: { sittingId: string; itemId: string; text: unknown },
): Promise<Outcome<{ textHash: string }>> {
  const { sittingId, itemId } = request;
  const text = dissentTextSchema.safeParse(request.text);
  if (!text.success) return refuse('DISSENT_EMPTY');
  const known = await readRecordState<SittingState>(context.database, sittingId, 'sitting');
  const item = known && agendaItem(known.state, itemId);
  if (!item) return refuse('AGENDA_ITEM_UNKNOWN');
  const textHash = hashOfDissent(text.data);
  if (actor.kind === 'person' && item.dissents[actor.personId]?.hash === textHash) return granted({ textHash });
  const at = await context.clock();
  const result = await actOnRecords(context, {
    actor,
    anchor: sittingId,
    at,
    lock: [sittingId, item.decisionId],
    acts: [{ subject: 'sitting', act: 'attachDissent', recordId: sittingId, input: { itemId, textHash } }],
    alongside: async (tx, committed) => {
      const member = actor.kind === 'person' ? actor.personId : '';
      const sitting = committed.find(({ id }) => id === sittingId)?.state as SittingState;
      const version = agendaItem(sitting, itemId)?.dissents[member]?.version ?? 0;
      await insertDissent(tx, { itemId, member, version, body: text.data, hash: textHash, writtenAt: at.legal });
    },
  });
  return result.ok ? granted({ textHash }) : result;
}
