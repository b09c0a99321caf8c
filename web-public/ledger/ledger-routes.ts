import { createHash } from 'node:crypto';
import { Router } from 'express';
import type { Request, RequestHandler, Response } from 'express';
import type { Language } from '../../domain/language.ts';
import { checkFiledFile } from '../../operations/ledger/check-filed-file.ts';
import { checkProof, proofLimit } from '../../operations/ledger/check-proof.ts';
import type { CheckedProof } from '../../operations/ledger/check-proof.ts';
import { readLedger } from '../../operations/ledger/read-ledger.ts';
import { refusalStatuses } from '../../domain/refusals.ts';
import { hexGroups } from '../../wording/hex-groups.ts';
import { dayTime, dayTimeExact } from '../../wording/dates.ts';
import { sayRefusal } from '../../wording/refusals.ts';
import { say } from '../../wording/say.ts';
import { languageOf } from '../../web-kit/language.ts';
import { receiveFiles } from '../../web-kit/receive-files.ts';
import { pagePath } from '../page-kit.ts';
import type { PageKit } from '../page-kit.ts';
import { verifierPage } from './verifier/verifier-page.ts';
import { checkModel } from './check-model.ts';

/** What a check says: good news, bad news, or what is missing in the form. */
type Verdict = {
  form: 'file' | 'proof';
  status: number;
  good?: readonly string[];
  bad?: readonly string[];
  error?: { field: string; text: string };
  number?: string;
  facts?: readonly { key: string; value: string }[];
};

/** Where the ledger stands, and checking a file or a proof against it, without JavaScript. */
export function ledgerRoutes(kit: PageKit): Router {
  const router = Router({ mergeParams: true });
  router.get('/', (request, response) => show(kit, request, response));
  router.get('/verifier', verifierPage(kit));
  router.post('/check-file', checking(kit, fileVerdict));
  router.post('/check-proof', checking(kit, proofVerdict));
  router.get(['/check-file', '/check-proof'], (_request, response) =>
    response.redirect(303, pagePath(languageOf(response), '/ledger')),
  );
  return router;
}

type Check = (kit: PageKit, request: Request, response: Response) => Promise<Verdict>;

function checking(kit: PageKit, check: Check): RequestHandler {
  return async (request, response) => show(kit, request, response, await check(kit, request, response));
}

async function fileVerdict(kit: PageKit, request: Request, response: Response): Promise<Verdict> {
  const language = languageOf(response);
  const { fields, files } = await receiveFiles(request, {
    isAllowed: () => true,
    store: async (_file, pieces) => sha256Of(pieces),
  });
  const written = (fields['number'] ?? '').trim().slice(0, 60);
  const [file] = files;
  const missing = (field: string, key: string): Verdict => ({
    form: 'file',
    status: 422,
    number: written,
    error: { field, text: say(language, `ledger.${key}`) },
  });
  if (written === '') return missing('number', 'number-missing');
  if (!file) return missing('file', 'file-missing');
  const outcome = await checkFiledFile(kit.contextOf(response), { written, sha256: file.result });
  if (!outcome.ok)
    return {
      ...missing('number', 'number'),
      status: 404,
      error: { field: 'number', text: sayRefusal(language, outcome.refusal) },
    };
  const filed = outcome.value.filter(({ filedAt }) => filedAt !== null);
  const [first] = outcome.value;
  return {
    form: 'file',
    status: 200,
    number: written,
    facts: [{ key: 'SHA-256', value: hexGroups(file.result) }],
    ...(filed.length > 0
      ? {
          good: filed.map(({ number, filedAt }) =>
            say(language, 'ledger.file-filed', { number, moment: filedAt === null ? '' : dayTime(language, filedAt) }),
          ),
        }
      : { bad: [say(language, 'ledger.file-not-filed', { number: first?.number ?? written })] }),
  };
}

async function proofVerdict(kit: PageKit, request: Request, response: Response): Promise<Verdict> {
  const language = languageOf(response);
  const { files } = await receiveFiles(request, {
    isAllowed: () => true,
    store: async (_file, pieces) => textOf(pieces),
  });
  const [file] = files;
  if (!file)
    return { form: 'proof', status: 422, error: { field: 'proof', text: say(language, 'ledger.proof-missing') } };
  const outcome = await checkProof(kit.deps.ledger, file.result);
  if (!outcome.ok) {
    const { code } = outcome.refusal;
    return { form: 'proof', status: refusalStatuses[code], bad: [`${sayRefusal(language, outcome.refusal)} ${code}`] };
  }
  return { form: 'proof', status: 200, ...goodProof(language, outcome.value) };
}

function goodProof(language: Language, { place, legalAt, recordedAt, commitment }: CheckedProof) {
  const fact = (key: string, value: string) => ({ key: say(language, `ledger.${key}`), value });
  return {
    good: [say(language, 'ledger.proof-good', { place: String(place) })],
    facts: [
      fact('proof-received', dayTimeExact(language, legalAt)),
      fact('proof-recorded', dayTimeExact(language, recordedAt)),
      fact('proof-commitment', hexGroups(commitment)),
    ],
  };
}

async function show(kit: PageKit, request: Request, response: Response, verdict?: Verdict): Promise<void> {
  const language = languageOf(response);
  const { ledger, ledgerWitnesses } = kit.deps;
  const { published, waiting, check, witnesses } = await readLedger(kit.contextOf(response), ledger, ledgerWitnesses);
  const fact = (key: string, value: string) => ({ key: say(language, `ledger.${key}`), value });
  const here = pagePath(language, '/ledger');
  const error = verdict?.error;
  response.set('Cache-Control', 'no-store');
  kit.show(
    request,
    response,
    'ledger/ledger.njk',
    { title: say(language, 'ledger.title'), path: '/ledger', hasErrors: error !== undefined },
    {
      facts: published && [
        fact('size', String(published.checkpoint.size)),
        fact('origin', published.checkpoint.origin),
        fact('root', hexGroups(published.checkpoint.root.toString('hex'))),
        fact('key', published.key.text),
        ...witnesses.map(({ name, seenAt }) =>
          fact(
            'witness',
            seenAt === null
              ? say(language, 'ledger.witness-not-yet', { name })
              : say(language, 'ledger.witness-seen', { name, moment: dayTimeExact(language, seenAt) }),
          ),
        ),
      ],
      waiting: say(language, 'ledger.waiting', { n: waiting }),
      check: checkModel(language, check),
      checkFile: `${here}/check-file#file-check`,
      checkProof: `${here}/check-proof#proof-check`,
      verifier: `${here}/verifier`,
      errors: error === undefined ? [] : [{ text: error.text, href: `#${error.field}` }],
      errorOf: error === undefined ? {} : { [error.field]: error.text },
      verdict,
      typed: { number: verdict?.number ?? '' },
    },
    verdict?.status,
  );
}

async function sha256Of(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}

/** The beginning of a text file, as much as a proof can have. */
async function textOf(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const read: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces) {
    if (length < proofLimit) read.push(piece);
    length += piece.length;
  }
  return Buffer.concat(read).toString('utf8');
}
