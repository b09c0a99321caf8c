import { similarComplaints } from '../../domain/complaints/similar-complaints.ts';
import type { Similarity } from '../../domain/complaints/similar-complaints.ts';
import { wordSet } from '../../domain/complaints/word-set.ts';
import { addMilliseconds } from '../../domain/time/instant.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { listSimilarCandidates, readComparedRow } from '../../persistence/complaints/similar-rows.ts';
import type { ComparedRow } from '../../persistence/complaints/similar-rows.ts';
import type { OperationContext } from '../context.ts';

/** A complaint like the one that is open, without anything of its private side. */
export type SuggestedComplaint = Pick<ComparedRow, 'id' | 'number' | 'status' | 'kind' | 'territory' | 'precinct'> & {
  reasons: readonly Similarity[];
};

const recentMs = 30 * 86_400_000;

/**
 * Complaints to the same commission that may be about the same thing, at most five, each with the reasons. Compared
 * are open ones and those closed that came within 30 days before `now`. The statements are compared here and not
 * shown. Nothing is joined by it. The caller has proved that the case may be read.
 */
export async function suggestSimilarComplaints(
  context: OperationContext,
  { complaintId, now }: { complaintId: string; now: Instant },
): Promise<SuggestedComplaint[]> {
  const [own, rows] = await Promise.all([
    readComparedRow(context.database, complaintId),
    listSimilarCandidates(context.database, complaintId, addMilliseconds(now, -recentMs)),
  ]);
  if (!own) return [];
  const withWords = ({ statement, ...rest }: ComparedRow) => ({ ...rest, words: wordSet(statement) });
  return similarComplaints(withWords(own), rows.map(withWords)).map(({ complaint, reasons }) => {
    const { id, number, status, kind, territory, precinct } = complaint;
    return { id, number, status, kind, territory, precinct, reasons };
  });
}
