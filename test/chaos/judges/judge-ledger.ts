import { readCheckpoint } from '../../../integrations/ledger/checkpoint.ts';
import { rootHash } from '../../../integrations/ledger/merkle-tree.ts';
import { tileTree } from '../../../integrations/ledger/tile-tree.ts';
import { readPublishedLedger } from '../../../operations/ledger/ledger.ts';
import type { LedgerReader } from '../../../operations/ledger/ledger.ts';
import type { Verdict } from './verdict.ts';

/**
 * The published ledger begins with every ledger that a checkpoint was ever shown of: `seen` are the signed notes that
 * somebody outside has kept. A note that another key signed is a fault too.
 */
export async function judgeLedger(files: LedgerReader, seen: readonly string[]): Promise<Verdict> {
  const published = await readPublishedLedger(files);
  if (published === null) return { judge: 'ledger', looked: 0, faults: ['nothing is published'] };
  const present = published.checkpoint.size;
  const faults: string[] = [];
  for (const note of seen) {
    const { size, root } = readCheckpoint(note, published.key);
    if (size > present) faults.push(`a checkpoint of ${size} entries was shown, and there are ${present}`);
    else if (!(await rootHash(tileTree(files, present), size)).equals(root))
      faults.push(`the ledger does not begin with the checkpoint of ${size} entries`);
  }
  return { judge: 'ledger', looked: seen.length, faults };
}
