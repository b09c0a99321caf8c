import type { IntegrationErrorCategory } from '../integration-error.ts';
import { IntegrationError } from '../integration-error.ts';

const failures: Record<string, { code: string; category: IntegrationErrorCategory }> = {
  ETIMEDOUT: { code: 'mail-server-timeout', category: 'timeout' },
  EAUTH: { code: 'mail-server-misconfigured', category: 'configuration' },
  ENOAUTH: { code: 'mail-server-misconfigured', category: 'configuration' },
  ECONFIG: { code: 'mail-server-misconfigured', category: 'configuration' },
};
const unavailable = { code: 'mail-server-unavailable', category: 'unavailable' } as const;
const deferred = { code: 'mail-deferred', category: 'unavailable' } as const;
const refused = { code: 'mail-refused', category: 'refused' } as const;

/**
 * A failure of nodemailer in our words. The server's answer decides first: 4xx may pass, 5xx will not. The cause keeps
 * only codes, because messages of mail servers repeat addresses.
 */
export function mailFailure(error: unknown): IntegrationError {
  const facts = factsOf(error);
  return new IntegrationError({ ...classify(facts), cause: new Error(facts.summary) });
}

function classify(facts: { code: string; answer: number | undefined }) {
  const known = failures[facts.code];
  if (known !== undefined) {
    return known;
  }
  if (facts.answer !== undefined) {
    return facts.answer >= 500 ? refused : deferred;
  }
  const isOurMail = facts.code === 'EENVELOPE' || facts.code === 'EMESSAGE';
  return isOurMail ? refused : unavailable;
}

function factsOf(error: unknown): { code: string; answer: number | undefined; summary: string } {
  const facts: Record<string, unknown> = Object.assign({}, error);
  const code = typeof facts['code'] === 'string' ? facts['code'] : 'unknown';
  const answer = typeof facts['responseCode'] === 'number' ? facts['responseCode'] : undefined;
  const command = typeof facts['command'] === 'string' ? facts['command'].slice(0, 12) : 'none';
  return { code, answer, summary: `${code}, answer ${answer ?? 'none'}, at ${command}` };
}
