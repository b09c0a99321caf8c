import { join } from 'node:path';
import { openSigner } from '../../integrations/ledger/checkpoint-signer.ts';
import { ledgerFolder } from '../../integrations/ledger/ledger-files.ts';
import type { Ledger } from '../../operations/ledger/ledger.ts';

/** A ledger whose files lie in `published` of a folder; its key is made there, or read where another folder has it. */
export async function aLedger(folder: string, { published = 'ledger', keys = 'keys' } = {}): Promise<Ledger> {
  const keyFile = join(folder, keys, 'ledger.key');
  const signer = await openSigner({ origin: 'commission.example/ledger', keyFile, createIfMissing: true });
  return { files: ledgerFolder(join(folder, published)), signer };
}
