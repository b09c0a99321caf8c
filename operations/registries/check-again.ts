import type { X509Certificate } from 'node:crypto';
import { dependsOnTrust, verdictOf } from '../../integrations/tunduk/client/container-verdict.ts';
import type { ContainerVerdict } from '../../integrations/tunduk/client/container-verdict.ts';
import type { EvidenceStore } from '../../integrations/tunduk/client/evidence-store.ts';
import { readCertificates } from '../../integrations/tunduk/client/read-certificates.ts';
import { verifyContainer } from '../../integrations/tunduk/client/verify-container.ts';
import { listOpenChecks } from '../../persistence/tunduk/container-check-rows.ts';
import type { OpenCheckRow } from '../../persistence/tunduk/container-check-rows.ts';
import { findTrust } from '../../persistence/tunduk/trust-rows.ts';
import type { OperationContext } from '../context.ts';
import { keepCheck, keptTrust } from './keep-check.ts';

/** Containers that were checked again, by their new verdict; what stopped the check of one; the row of the present trust. */
export type CheckedAgain = Record<ContainerVerdict, number> & { failures: unknown[]; trust: string };

const atOnce = 100;

/**
 * Checks containers again whose verdict certificates could change, from the bytes that are kept: under the trust that was
 * in force when the message was sent, and under each later one up to the present, until one gives a verdict that no other
 * could change. Nothing is fetched, earlier verdicts stay, and what is good is not looked at again: a certificate that is
 * no longer trusted takes nothing from what was signed while it was. One container's failure does not stop the others.
 */
export async function checkContainersAgain(
  context: OperationContext,
  { evidence, anchors }: { evidence: Pick<EvidenceStore, 'read'>; anchors: readonly X509Certificate[] },
): Promise<CheckedAgain> {
  const trust = await keptTrust(context, anchors);
  const round: CheckedAgain = { good: 0, broken: 0, 'not-checked': 0, failures: [], trust };
  const anchorsOf = trustReader(context);
  let last: OpenCheckRow | undefined;
  let settled = '';
  for (;;) {
    const rows = await listOpenChecks(context.database, last, atOnce);
    for (const row of rows) {
      const name = `${row.exchangeId} ${row.attempt} ${row.side}`;
      if (name === settled) continue;
      try {
        const finding = verifyContainer(await evidence.read(row.evidenceId), await anchorsOf(row.trust));
        if (await keepCheck(context, context.database, row, finding)) round[verdictOf(finding)] += 1;
        if (!dependsOnTrust(finding)) settled = name;
      } catch (error) {
        round.failures.push(error);
      }
    }
    last = rows.at(-1);
    if (rows.length < atOnce) return round;
  }
}

/** The certificates of each kept trust, read once. */
function trustReader({ database }: OperationContext): (id: string) => Promise<readonly X509Certificate[]> {
  const known = new Map<string, readonly X509Certificate[]>();
  return async (id) => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const { certificates = '' } = (await findTrust(database, id)) ?? {};
    const read = certificates === '' ? [] : readCertificates(certificates);
    known.set(id, read);
    return read;
  };
}
