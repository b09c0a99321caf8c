import type { DecisionState } from '../../domain/decisions/decision.ts';
import type { WholeDissent } from '../../domain/decisions/redaction/marks.ts';
import { listDissents } from '../../persistence/sittings/dissents.ts';
import type { OperationContext } from '../context.ts';

/** The dissenting opinions that are published with a decision, whole. For staff until hidden places are burned in. */
export async function wholeDissents(
  { database }: OperationContext,
  { itemId }: DecisionState,
): Promise<WholeDissent[]> {
  const rows = await listDissents(database, itemId === null ? [] : [itemId]);
  return rows.map(({ hash, body: { language, paragraphs } }) => ({ hash, language, paragraphs }));
}
