import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Contract } from '../../integrations/tunduk/contracts/contract-schema.ts';
import { contractById } from '../../integrations/tunduk/contracts/registry-services.ts';
import { sayIdentifier } from '../../integrations/tunduk/protocol/identifiers.ts';
import type { SubsystemId } from '../../integrations/tunduk/protocol/identifiers.ts';
import { readStubConfiguration } from '../../integrations/tunduk/stub/stub-configuration.ts';
import { newStubState } from '../../integrations/tunduk/stub/stub-state.ts';
import type { StubState } from '../../integrations/tunduk/stub/stub-state.ts';
import type { TestCertificates } from '../../integrations/tunduk/stub/test-authority.ts';
import { fromCaller } from './from-caller.ts';

/**
 * The stand-in of a trial: it knows one caller and offers one service, that of `contract`, which is ours or is described in
 * the folder `name`. Its configuration is written to `home`.
 */
export async function trialStandIn(
  { contract, name, client }: { contract: Contract; name: string; client: SubsystemId },
  home: string,
  certificates: TestCertificates,
): Promise<StubState> {
  const file = join(home, 'tunduk-stub.yaml');
  const written = {
    instance: client.instance,
    clients: [{ id: sayIdentifier(client), name: 'the consumer under test' }],
    contracts: contractById(name) === undefined ? [fromCaller(name)] : [],
    services: [{ contract: contract.id }],
  };
  writeFileSync(file, JSON.stringify(written));
  return newStubState(await readStubConfiguration(file), file, certificates);
}
