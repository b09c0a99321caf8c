import { IntegrationError } from '../integration-error.ts';
import type { Checkpoint } from './checkpoint.ts';
import { cosignaturesOf } from './cosignature.ts';
import type { Cosignature } from './cosignature.ts';
import { consistencyProof } from './merkle-tree.ts';
import type { Subtrees } from './merkle-tree.ts';
import type { VerifierKey } from './signed-note.ts';

/** Where a witness takes checkpoints (its submission prefix), and the key of its cosignatures. */
export type WitnessConfiguration = { url: string; key: VerifierKey };

/** Somebody outside who cosigns checkpoints that only grow. */
export type Witness = {
  key: VerifierKey;
  /**
   * Asks for a cosignature of a checkpoint. `tree` gives the subtrees of the ledger. Throws `witness-unavailable`,
   * `witness-refused` (its answer is the cause), and `witness-answer-invalid` for a cosignature that does not hold.
   */
  cosign: (note: string, checkpoint: Checkpoint, tree: Subtrees) => Promise<Cosignature>;
};

const patienceMs = 3_000;
const longestAnswer = 10_000;

/** A witness over C2SP tlog-witness. It remembers how far the witness has come and asks it when it does not know. */
export function openWitness({ url, key }: WitnessConfiguration): Witness {
  let known = 0;
  const address = `${url.replace(/\/$/, '')}/add-checkpoint`;
  const ask = async (note: string, { size }: Checkpoint, tree: Subtrees): Promise<Response> => {
    const proof = known === 0 || known >= size ? [] : await consistencyProof(tree, known, size);
    const lines = [`old ${known}`, ...proof.map((hash) => hash.toString('base64'))];
    return await post(address, `${lines.join('\n')}\n\n${note}`);
  };
  return {
    key,
    cosign: async (note, checkpoint, tree) => {
      let answer = await ask(note, checkpoint, tree);
      const told = answer.status === 409 ? await sizeIn(answer) : undefined;
      if (told !== undefined && told !== known && told <= checkpoint.size) {
        known = told;
        answer = await ask(note, checkpoint, tree);
      }
      if (answer.status >= 500) throw failure('witness-unavailable', answer.status);
      if (answer.status !== 200) throw failure('witness-refused', answer.status);
      const lines = (await answer.text()).slice(0, longestAnswer);
      const [cosignature] = cosignaturesOf(`${note.slice(0, note.lastIndexOf('\n\n') + 2)}${lines}`, [key]);
      if (cosignature === undefined) throw failure('witness-answer-invalid', 200);
      known = checkpoint.size;
      return cosignature;
    },
  };
}

async function post(address: string, body: string): Promise<Response> {
  try {
    return await fetch(address, { method: 'POST', body, redirect: 'error', signal: AbortSignal.timeout(patienceMs) });
  } catch (cause) {
    throw new IntegrationError({ code: 'witness-unavailable', category: 'unavailable', cause });
  }
}

/** The size that a conflict names; undefined where it is a conflict of roots. C2SP tlog-witness, “add-checkpoint”. */
async function sizeIn(answer: Response): Promise<number | undefined> {
  const [, size] = /^(0|[1-9]\d{0,15})\n$/.exec(await answer.text()) ?? [];
  return answer.headers.get('content-type') === 'text/x.tlog.size' && size !== undefined ? Number(size) : undefined;
}

function failure(code: string, status: number): IntegrationError {
  const category = { 'witness-unavailable': 'unavailable', 'witness-refused': 'refused' }[code] ?? 'invalid-answer';
  return new IntegrationError({ code, category: category as 'refused', cause: status });
}
