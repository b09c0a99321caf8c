import { z } from 'zod';
import type { DecisionState } from '../../domain/decisions/decision.ts';
import { hiddenKinds, redactionGrounds } from '../../domain/decisions/redaction/hidden-kinds.ts';
import { burnIn } from '../../domain/decisions/redaction/marks.ts';
import type { Actor } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { insertDecisionText, insertRedaction, readDecisionText } from '../../persistence/decisions/decision-texts.ts';
import { canonicalText, sha256 } from '../../persistence/records/event-hash.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import type { OperationContext } from '../context.ts';
import { actOnRecords } from '../records/act-on-record.ts';
import { hashOfText } from './decision-text.ts';
import { wholeDissents } from './whole-dissents.ts';

const place = z.int().min(0).max(1_000_000);
const marksSchema = z
  .array(
    z.strictObject({
      place: z.string().max(200),
      start: place,
      end: place,
      kind: z.enum(hiddenKinds),
      ground: z.enum(redactionGrounds),
    }),
  )
  .max(2_000);

/**
 * Proposes the text for the public: the signed text and the dissenting opinions with the marks burned in. What is marked
 * is not in it; the full text stays private. A new proposal replaces an unapproved one. Refuses REDACTION_UNFIT for marks
 * that do not fit the text.
 */
export async function proposePublicText(
  context: OperationContext,
  actor: Actor,
  request: { decisionId: string; marks: unknown },
): Promise<Outcome<{ publicTextHash: string }>> {
  const marks = marksSchema.safeParse(request.marks);
  if (!marks.success) return refuse('INPUT_INVALID', { field: 'marks' });
  const { decisionId } = request;
  const known = await readRecordState<DecisionState>(context.database, decisionId, 'decision');
  const full = await readDecisionText(context.database, decisionId, 'full');
  if (!known || !full) return refuse('NOT_FOUND');
  const burned = burnIn(full.body, await wholeDissents(context, known.state), marks.data);
  if (!burned.ok) return burned;
  const body = burned.value;
  const publicTextHash = hashOfText(body);
  const marksHash = sha256(canonicalText(marks.data)).toString('hex');
  const at = await context.clock();
  const result = await actOnRecords(context, {
    actor,
    anchor: decisionId,
    at,
    acts: [
      { subject: 'decision', act: 'proposePublicText', recordId: decisionId, input: { publicTextHash, marksHash } },
    ],
    alongside: async (tx, committed) => {
      const decision = committed[0]?.state as DecisionState;
      const [version, author, writtenAt] = [decision.publicTextVersion, decision.publicTextBy ?? '', at.legal];
      const { language } = body;
      const text = { decisionId, kind: 'public', version, language, body, hash: publicTextHash, author, writtenAt };
      await insertDecisionText(tx, { ...text, kind: 'public' });
      await insertRedaction(tx, {
        decisionId,
        version,
        marks: marks.data,
        hash: marksHash,
        author,
        markedAt: at.legal,
      });
    },
  });
  return result.ok ? granted({ publicTextHash }) : result;
}
