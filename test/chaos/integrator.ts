import { createHash } from 'node:crypto';
import type { Seeded } from '../../dev/demonstration/seeded.ts';
import { complaintKinds } from '../../domain/complaints/complaint.ts';
import { machineAt } from '../support/machine-at.ts';
import { anAddress } from './an-address.ts';
import { NoAnswer, expectAnswer, persist } from './persist.ts';
import type { ClientRun } from './persist.ts';

type Refused = { refused: string };
type Receipt = { number: string; commitment: string; documents: readonly { sha256: string }[] };

/**
 * A program that files over the API, one complaint after the other, each with up to two files and a key of its own. It
 * asks again until it has the receipt; now and then it asks once more though it has one. Each
 * complaint comes from another address, as those of many programs would.
 */
export async function integrator(name: string, portal: string, random: Seeded, run: ClientRun): Promise<void> {
  const bearer = { authorization: `Bearer ${name}` };
  for (let n = 0; !run.signal.aborted; n += 1) {
    const machine = machineAt(anAddress(random));
    const post = async (path: string, init: RequestInit): Promise<Response> => {
      const answer = await machine.fetch(`${portal}${path}`, { method: 'POST', ...init });
      expectAnswer(answer);
      return answer;
    };
    const stage = async (bytes: Buffer): Promise<string> => {
      const answer = await post('/api/v1/documents', {
        headers: { ...bearer, 'content-disposition': 'attachment; filename="file.pdf"' },
        body: bytes,
      });
      const staged = await readAnswer<{ id: string }>(answer);
      if ('refused' in staged) throw new NoAnswer(answer.status);
      return staged.id;
    };
    const files = Array.from({ length: random.below(3) }, () => fileOf(random));
    const key = `${name}-${n}`;
    const filing = { language: 'ky', kind: random.pick(complaintKinds), ...invented(random) };
    const file = async (): Promise<Receipt | Refused> =>
      readAnswer(
        await post('/api/v1/complaints', {
          headers: { ...bearer, 'content-type': 'application/json', 'idempotency-key': key },
          body: JSON.stringify({ ...filing, documents }),
        }),
      );
    const documents: string[] = [];
    for (const bytes of files) documents.push(await persist(run, () => stage(bytes)));
    const first = await persist(run, file);
    if ('refused' in first) {
      run.done.contradictions.push(`${key} was refused with ${first.refused}`);
      continue;
    }
    const hashes = first.documents.map(({ sha256 }) => sha256);
    const sent = files.map((bytes) => createHash('sha256').update(bytes).digest('hex'));
    if (hashes.slice(1).join() !== sent.join()) run.done.contradictions.push(`${first.number} names other files`);
    run.done.receipted({ number: first.number, commitment: first.commitment, hashes });
    if (random.below(4) === 0) {
      const again = await persist(run, file);
      if ('refused' in again || again.commitment !== first.commitment)
        run.done.contradictions.push(`${key} had ${first.number}, and asked again it had not`);
    }
    await machine.close();
  }
}

/** What the seed lets somebody say; the name and the address are nobody's. */
function invented(random: Seeded) {
  const n = random.below(1_000_000);
  return {
    commission: 'cec',
    complainantKind: 'voter',
    name: `Мисал Мисалов ${n}`,
    email: `complainant-${n}@example.org`,
    respondentKind: 'official',
    respondent: 'Айыл өкмөтү',
    statement: `Үгүт материалдары илинген, ${n}-учур.`,
    demand: 'Алып салууну талап кылам.',
    learnedOn: '2027-01-10',
  } as const;
}

function fileOf(random: Seeded): Buffer {
  const body = Array.from({ length: 200 + random.below(4_000) }, () => String.fromCharCode(97 + random.below(26)));
  return Buffer.from(`%PDF-1.7\n${body.join('')}\n%%EOF`);
}

async function readAnswer<T>(answer: Response): Promise<T | Refused> {
  const text = await answer.text();
  return answer.status === 201 ? (JSON.parse(text) as T) : { refused: `${answer.status} ${text.slice(0, 100)}` };
}
