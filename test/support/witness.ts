import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { IntegrationError } from '../../integrations/integration-error.ts';
import { readCheckpoint } from '../../integrations/ledger/checkpoint.ts';
import { cosign } from '../../integrations/ledger/cosignature.ts';
import { verifyConsistency } from '../../integrations/ledger/merkle-tree.ts';
import { signerKeyOf } from '../../integrations/ledger/signed-note.ts';
import type { VerifierKey } from '../../integrations/ledger/signed-note.ts';

/** A witness that listens on loopback, as somebody outside would run one. */
export type TestWitness = {
  url: string;
  key: VerifierKey;
  /** The size that it cosigned last. */
  size: () => number;
  /** Lets it answer nothing but 503, or work again. */
  setAway: (isAway: boolean) => void;
  close: () => Promise<void>;
};

type Answer = { status: number; body?: string; type?: string };

/** A witness of one ledger, which speaks C2SP tlog-witness word by word; `now` is its clock in seconds since 1970. */
export async function aWitness(log: VerifierKey, now: () => number): Promise<TestWitness> {
  const signer = signerKeyOf('witness.example/one', randomBytes(32), 'cosignature');
  let latest: { size: number; root: Buffer } = { size: 0, root: Buffer.alloc(0) };
  let isAway = false;

  const answer = (body: string): Answer => {
    const [head = '', ...rest] = body.split('\n\n');
    const note = rest.join('\n\n');
    const [, old, proofText = ''] = /^old (0|[1-9]\d*)((?:\n[A-Za-z0-9+/]+=*)*)$/.exec(head) ?? [];
    const proof = proofText.split('\n').slice(1);
    if (old === undefined || proof.length > 63) return { status: 400 };
    if (note.split('\n')[0] !== log.name) return { status: 404 };
    const { size, root } = readCheckpoint(note, log);
    if (Number(old) > size) return { status: 400 };
    if (Number(old) !== latest.size) return { status: 409, body: `${latest.size}\n`, type: 'text/x.tlog.size' };
    if (latest.size === size && size > 0 && !latest.root.equals(root)) return { status: 409 };
    const hashes = proof.map((hash) => Buffer.from(hash, 'base64'));
    const isFirst = latest.size === 0 && hashes.length === 0;
    const grown = { before: latest.size, size, beforeRoot: latest.root, root, proof: hashes };
    if (!isFirst && !verifyConsistency(grown)) return { status: 422 };
    latest = { size, root };
    return { status: 200, body: `${cosign(note.slice(0, note.lastIndexOf('\n\n') + 1), now(), signer)}\n` };
  };
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const isAsked = request.method === 'POST' && request.url === '/add-checkpoint';
      const {
        status,
        body: words = '',
        type = 'text/plain',
      } = isAway ? { status: 503 } : isAsked ? orForbidden(() => answer(body)) : { status: 404 };
      response.writeHead(status, { 'content-type': type }).end(words);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key: signer.verifier,
    size: () => latest.size,
    setAway: (away) => void (isAway = away),
    close: () => new Promise((resolve) => server.close(() => resolve()) && server.closeAllConnections()),
  };
}

/** A checkpoint that its ledger's key has not signed is forbidden. */
function orForbidden(work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    if (error instanceof IntegrationError) return { status: 403 };
    throw error;
  }
}
