import { createHash } from 'node:crypto';
import { Agent, request } from 'undici';
import type { Dispatcher } from 'undici';
import type { Seeded } from '../../dev/demonstration/seeded.ts';
import { complaintKinds } from '../../domain/complaints/complaint.ts';
import { NoAnswer, persist } from './persist.ts';
import type { ClientRun } from './persist.ts';

type Refused = { refused: string };
type Receipt = { number: string; commitment: string; documents: readonly { sha256: string }[] };

/**
 * A program that files over the API, one complaint after the other, each with up to two files and a key of its own. It
 * asks again until it has the receipt; now and then it asks once more though it has one. It comes from many addresses, as
 * many programs would: the limit per address is not what is looked at here.
 */
export async function integrator(name: string, portal: string, random: Seeded, run: ClientRun): Promise<void> {
  const bearer = { authorization: `Bearer ${name}` };
  for (let n = 0; !run.signal.aborted; n += 1) {
    const agent = new Agent({ connect: { localAddress: `127.0.${1 + random.below(250)}.${1 + random.below(250)}` } });
    const ask = (path: string, options: Omit<Dispatcher.RequestOptions, 'origin' | 'path' | 'method'>) =>
      request(`${portal}${path}`, { method: 'POST', dispatcher: agent, headersTimeout: 20_000, ...options });
    const stage = async (bytes: Buffer): Promise<string> => {
      const { statusCode, body } = await ask('/api/v1/documents', {
        headers: { ...bearer, 'content-disposition': 'attachment; filename="file.pdf"' },
        body: bytes,
      });
      const answer = answerOf<{ id: string }>(statusCode, await body.text());
      if ('refused' in answer) throw new NoAnswer(statusCode);
      return answer.id;
    };
    const files = Array.from({ length: random.below(3) }, () => fileOf(random));
    const key = `${name}-${n}`;
    const filing = { language: 'ky', kind: random.pick(complaintKinds), ...invented(random) };
    const file = async (): Promise<Receipt | Refused> => {
      const { statusCode, body } = await ask('/api/v1/complaints', {
        headers: { ...bearer, 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify({ ...filing, documents }),
      });
      return answerOf<Receipt>(statusCode, await body.text());
    };
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
    await agent.close();
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

function answerOf<T>(status: number, text: string): T | Refused {
  if (status === 429 || status >= 500) throw new NoAnswer(status);
  return status === 201 ? (JSON.parse(text) as T) : { refused: `${status} ${text.slice(0, 100)}` };
}
