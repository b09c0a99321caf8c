import { askableRegistries } from '../../domain/complaints/asked-registry.ts';
import type { AskableRegistry } from '../../domain/complaints/asked-registry.ts';
import type { ContainerFinding } from '../../integrations/tunduk/client/verify-container.ts';
import { registryServices } from '../../integrations/tunduk/contracts/registry-services.ts';
import { countVerdicts, listRechecks } from '../../persistence/tunduk/container-check-rows.ts';
import type { RecheckRow, StandingVerdicts } from '../../persistence/tunduk/container-check-rows.ts';
import type { OperationContext } from '../context.ts';

/** What a check came to, the digest of the certificates it was made under (empty for none, null where nobody noted it), and what is not good. */
export type ContainerCheck = {
  verdict: keyof StandingVerdicts;
  digest: string | null;
  notGood: readonly { part: 'chain' | 'timeStamp' | 'revocation'; reason: string }[];
};

/** A container that was checked again; `registry` is null for a contract by which nobody asks any more. */
export type Recheck = Pick<RecheckRow, 'checkedAt' | 'side' | 'xRoadId'> & {
  registry: AskableRegistry | null;
  before: ContainerCheck;
  now: ContainerCheck;
};

/** Signed containers that are kept: how many by the verdict that counts, and the last twenty checked again, newest first. */
export type KeptContainers = { standing: StandingVerdicts; rechecks: readonly Recheck[] };

const mostRechecks = 20;

/** What is known of signed containers; nothing of a case is in it. */
export async function readContainers({ database }: OperationContext): Promise<KeptContainers> {
  const rows = await listRechecks(database, mostRechecks);
  return { standing: await countVerdicts(database), rechecks: rows.map((row) => recheckFrom(row)) };
}

function recheckFrom({ contract, before, now, ...row }: RecheckRow): Recheck {
  const registry = askableRegistries.find((one) => registryServices[one].contract.id === contract) ?? null;
  return { ...row, registry, before: checkFrom(before), now: checkFrom(now) };
}

function checkFrom({ verdict, digest, finding }: RecheckRow['now']): ContainerCheck {
  const found = finding as Pick<ContainerFinding, 'chain' | 'timeStamp' | 'revocation'>;
  const notGood = (['chain', 'timeStamp', 'revocation'] as const).flatMap((part) => {
    const check = found[part];
    return check.state === 'good' ? [] : [{ part, reason: check.reason }];
  });
  return { verdict, digest, notGood };
}
