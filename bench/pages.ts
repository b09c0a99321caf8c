import { randomUUID } from 'node:crypto';
import { complaintKinds } from '../domain/complaints/complaint.ts';
import { fileComplaintByApi } from '../operations/complaints/file-complaint-by-api.ts';
import { registerComplaint } from '../operations/complaints/register-complaint.ts';
import { takeComplaint } from '../operations/complaints/take-complaint.ts';
import { currentActor } from '../operations/people/current-actor.ts';
import { aFiling, granted } from '../test/builders/complaints.ts';
import { aDesk } from '../test/support/desk.ts';
import { aPortal } from '../test/support/portal.ts';
import type { BenchedProduct } from './benched-product.ts';
import { percentile } from './machine-facts.ts';

/** Milliseconds of one kind of page; `goal` is for p95. */
export type PageFigure = { page: string; p50: number; p95: number; goal: number | null };

/** With the requests of a run below 200, as the desk takes 600 a minute from an address and there are three of its pages. */
const warmUp = 10;
const goal = 20;
const goalOfSearch = 100;

/**
 * Pages over HTTP as a browser asks for them, one at a time and told as soon as they are measured, each kind in turn over what it can be asked, beside a bare
 * `select … limit 50` by primary key on the same server. The database has as many complaints as it was filled with.
 */
export async function pages(
  product: BenchedProduct,
  requests: number,
  told: (figure: PageFigure) => void,
): Promise<void> {
  const held = await holdForty(product);
  const portal = await aPortal(product, { isTraining: false });
  const desk = await aDesk(product);
  const lawyer = await desk.signedIn(product.lawyers[0]);
  const { database } = product.context;
  const numbers = await numbersOfCases(product);
  const open = async (path: string): Promise<string> => {
    const answer = await fetch(portal.url + path);
    if (answer.status !== 200) throw new Error(`${path} answered ${String(answer.status)}`);
    return answer.text();
  };
  const atDesk = async (path: string): Promise<void> => {
    const { status } = await lawyer.get(path);
    if (status !== 200) throw new Error(`${path} answered ${String(status)}`);
  };
  const kinds: [string, number | null, (turn: number) => Promise<unknown>][] = [
    [
      'bare select of 50 rows by primary key',
      null,
      () => database.query({ name: 'bare', text: 'select * from complaint order by id limit 50' }),
    ],
    ['register, first page', goal, (turn) => open(`/${languageOf(turn)}/complaints`)],
    ['register, pages by cursor', goal, following(open)],
    ['register, narrowed', goal, (turn) => open(`/ru/complaints?${selections[turn % selections.length] ?? ''}`)],
    [
      'search, words of every frequency',
      goalOfSearch,
      (turn) => open(`/ky/complaints?q=${encodeURIComponent(searches[turn % searches.length] ?? '')}`),
    ],
    [
      'case page, public',
      goal,
      (turn) => open(`/${languageOf(turn)}/complaints/${numbers[turn % numbers.length] ?? ''}`),
    ],
    ['start page', goal, (turn) => open(`/${languageOf(turn)}`)],
    ['queue of a lawyer with forty cases', goal, () => atDesk('/ru/?view=mine')],
    ['queue of the whole commission', goal, () => atDesk('/ru/?view=all')],
    ['case page, desk', goal, (turn) => atDesk(`/ru/cases/${held[turn % held.length] ?? ''}`)],
  ];
  try {
    for (const [page, wanted, work] of kinds) told({ page, goal: wanted, ...(await timed(requests, work)) });
  } finally {
    await desk.close();
    await portal.close();
  }
}

const languageOf = (turn: number): string => ['ky', 'ru', 'en'][turn % 3] ?? 'ky';

const selections = [
  'status=registered',
  'status=leftUnexamined',
  'status=closed&kind=voting',
  ...complaintKinds.map((kind) => `kind=${kind}`),
  'territory=KG-C',
  'territory=sokuluk-rayon',
  'territory=sokuluk-rayon&kind=bribery&outcome=granted',
  'outcome=granted&respondent=media',
  'respondent=party',
  'term=breached',
  'term=running',
  'commission=cec',
  'order=due',
  'order=due&kind=finance',
  'from=2026-06-01&to=2026-06-02',
  'status=returnedForDefects',
];

/** Frequent, middling and rare words, beginnings, several words, slips, words that are nowhere. */
const searches = [
  'комиссия',
  'даттануу',
  'шайлоо',
  'жалоба срок',
  'комиссиянын чечими',
  'шайлоочулардын тизмеси',
  'мөөнөтүнүн',
  'корсотулгон',
  'decision of the commission',
  'печать',
  'подпись членов',
  'жетишсиз',
  'D-2027-000777',
  'бул',
  'ка',
  'чогулуш журналы кол',
  'бюллетенттери',
  'абракадабра',
  'registration receipt',
  'доказательства видео',
];

/** The register page by page as its own links lead; from the first one again at the end. */
function following(open: (path: string) => Promise<string>): () => Promise<void> {
  let path = '/ru/complaints';
  return async () => {
    const page = await open(path);
    path = /href="([^"]*)" rel="next"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '/ru/complaints';
  };
}

/** Forty complaints with all their private data, held by the first lawyer; their ids. */
async function holdForty(product: BenchedProduct): Promise<string[]> {
  const { context } = product;
  const clerk = await currentActor(context, product.clerk);
  const lawyer = await currentActor(context, product.lawyers[0]);
  const held: string[] = [];
  for (let n = 0; n < 40; n += 1) {
    const key = { client: 'bench', idempotencyKey: randomUUID() };
    const { recordId: complaintId } = granted(await fileComplaintByApi(context, key, aFiling()));
    granted(await registerComplaint(context, clerk, { complaintId }));
    granted(await takeComplaint(context, lawyer, { complaintId }));
    held.push(complaintId);
  }
  return held;
}

/** Numbers of cases of every age and every end. */
async function numbersOfCases(product: BenchedProduct): Promise<string[]> {
  const rows = await product.context.database.query<{ number: string }>({
    text: 'select number from complaint tablesample system (0.5) repeatable (1) limit 500',
  });
  return rows.map(({ number }) => number);
}

async function timed(times: number, work: (turn: number) => Promise<unknown>): Promise<{ p50: number; p95: number }> {
  const taken: number[] = [];
  for (let turn = 0; turn < times + warmUp; turn += 1) {
    const from = performance.now();
    await work(turn);
    if (turn >= warmUp) taken.push(performance.now() - from);
  }
  return { p50: percentile(taken, 0.5), p95: percentile(taken, 0.95) };
}
