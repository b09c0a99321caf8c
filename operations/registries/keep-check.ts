import type { X509Certificate } from 'node:crypto';
import { dependsOnTrust, verdictOf } from '../../integrations/tunduk/client/container-verdict.ts';
import { trustDigest } from '../../integrations/tunduk/client/trust-file.ts';
import type { ContainerFinding } from '../../integrations/tunduk/client/verify-container.ts';
import type { Transaction } from '../../persistence/database.ts';
import { insertContainerCheck } from '../../persistence/tunduk/container-check-rows.ts';
import type { ContainerCheckRow } from '../../persistence/tunduk/container-check-rows.ts';
import { keepTrust } from '../../persistence/tunduk/trust-rows.ts';
import type { OperationContext } from '../context.ts';

/** The row of the certificates that are trusted now; it is made when they are others than before. */
export function keptTrust({ database }: OperationContext, anchors: readonly X509Certificate[]): Promise<string> {
  return keepTrust(database, trustDigest(anchors), anchors.map(String).join(''));
}

/** Keeps what a check of a container found under a trust, at the present legal time; false where it was kept before. */
export async function keepCheck(
  { clock }: OperationContext,
  tx: Transaction,
  row: Pick<ContainerCheckRow, 'exchangeId' | 'attempt' | 'side' | 'trust'>,
  finding: ContainerFinding,
): Promise<boolean> {
  const { legal: checkedAt } = await clock();
  const said = { finding, verdict: verdictOf(finding), dependsOnTrust: dependsOnTrust(finding), checkedAt };
  return insertContainerCheck(tx, { ...row, ...said });
}
