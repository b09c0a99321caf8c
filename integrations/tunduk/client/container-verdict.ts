import { trustReasons } from './evidence-check.ts';
import type { EvidenceCheck } from './evidence-check.ts';
import type { ContainerFinding } from './verify-container.ts';

/** All that was found in a container in one word: everything holds, something does not, or something was not looked at. */
export type ContainerVerdict = 'good' | 'broken' | 'not-checked';

export function verdictOf(finding: ContainerFinding): ContainerVerdict {
  const { isWhole, references, coverage, signature, signingCertificate, chain, timeStamp, revocation } = finding;
  const states = [references, coverage, signingCertificate, chain, timeStamp, revocation].map(({ state }) => state);
  if (!isWhole || signature === 'differs' || states.includes('broken')) return 'broken';
  return signature === 'not-checked' || states.includes('not-checked') ? 'not-checked' : 'good';
}

/**
 * Whether other anchors could come to another finding: something fails, or was not looked at, for want of a certificate
 * that is believed. What is good, and what the bytes alone decide, no other anchors change.
 */
export function dependsOnTrust({ chain, timeStamp, revocation }: ContainerFinding): boolean {
  const could: readonly string[] = trustReasons;
  const isOpen = (check: EvidenceCheck) => check.state !== 'good' && could.includes(check.reason);
  return [chain, timeStamp, revocation].some(isOpen);
}
