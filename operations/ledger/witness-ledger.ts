import { IntegrationError } from '../../integrations/integration-error.ts';
import { cosignaturesOf } from '../../integrations/ledger/cosignature.ts';
import type { VerifierKey } from '../../integrations/ledger/signed-note.ts';
import { tileTree } from '../../integrations/ledger/tile-tree.ts';
import type { Witness } from '../../integrations/ledger/witness.ts';
import { readPublishedLedger } from './ledger.ts';
import type { Ledger } from './ledger.ts';

/** What a round gave: how many cosignatures were added, and which witness failed with what. */
export type WitnessedRound = { added: number; failures: readonly { key: VerifierKey; error: unknown }[] };

/**
 * Asks the witnesses who have not cosigned the published checkpoint and adds what they answer under it. One that is away
 * stops nothing: the checkpoint stands published without its line, and is asked for it again in a later round. Nobody else
 * may publish meanwhile.
 */
export async function witnessLedger(
  { files }: Pick<Ledger, 'files'>,
  witnesses: readonly Witness[],
): Promise<WitnessedRound> {
  const published = await readPublishedLedger(files);
  if (published === null || witnesses.length === 0) return { added: 0, failures: [] };
  const { note, checkpoint } = published;
  const tree = tileTree(files, checkpoint.size);
  const missing = witnesses.filter(({ key }) => cosignaturesOf(note, [key]).length === 0);
  const failures: { key: VerifierKey; error: unknown }[] = [];
  const lines = await Promise.all(
    missing.map(async ({ key, cosign }) => {
      try {
        return [`${(await cosign(note, checkpoint, tree)).line}\n`];
      } catch (error) {
        if (!(error instanceof IntegrationError)) throw error;
        failures.push({ key, error });
        return [];
      }
    }),
  );
  const added = lines.flat();
  if (added.length > 0) await files.replaceCheckpoint(note + added.join(''));
  return { added: added.length, failures };
}
