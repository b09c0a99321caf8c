import { providerProbe } from './provider-probe.ts';
import type { ProviderTarget } from './provider-probe.ts';
import { providerRules } from './provider-rules.ts';
import { tryRules } from './rule.ts';
import type { Finding } from './rule.ts';

/** What nobody but the provider can look at; it stands in every result. */
const byHand: Finding = { number: 'P24', section: 'reference §6.8', verdict: 'by-hand' };

/** Tries every rule for providers on an endpoint, as its security server would ask it. Never throws for what it meets. */
export async function runProvider(target: ProviderTarget): Promise<Finding[]> {
  const probe = providerProbe(target);
  try {
    return [...(await tryRules(providerRules, target.contract.protocol, probe)), byHand];
  } finally {
    await probe.close();
  }
}
