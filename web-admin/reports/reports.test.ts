import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Commission } from '../../domain/people/role.ts';
import { reportSets } from '../../domain/reports/report-set.ts';
import type { ReportCount } from '../../domain/reports/report-set.ts';
import { admitComplaint } from '../../operations/complaints/admit-complaint.ts';
import { leaveComplaintUnexamined } from '../../operations/complaints/leave-complaint-unexamined.ts';
import { registerComplaint } from '../../operations/complaints/register-complaint.ts';
import { takeComplaint } from '../../operations/complaints/take-complaint.ts';
import { draftDecision } from '../../operations/decisions/draft-decision.ts';
import { readWorkplace } from '../../operations/people/read-workplace.ts';
import { listReportCases } from '../../operations/reports/list-report-cases.ts';
import { readReports } from '../../operations/reports/read-reports.ts';
import type { Counts, Reports } from '../../operations/reports/read-reports.ts';
import { aComplaint, aDecisionText, answerOf, granted } from '../../test/builders/complaints.ts';
import { onAgenda, publish, voteOn } from '../../test/builders/sittings.ts';
import { aDesk } from '../../test/support/desk.ts';
import type { TestDesk } from '../../test/support/desk.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { writeCsv } from '../../web-kit/write-csv.ts';

const hour = 3_600_000;
let product: Product;
let desk: TestDesk;
let commission: Commission;
const ids: Record<string, string> = {};

/**
 * Four complaints of 11 January, by hand: *published* is registered after 1 h, admitted after 3, decided after 5,
 * published after 6; *waiting* is registered after 2 h and taken by nobody; *left* is registered after 2 h and left
 * without consideration after 4; *open* comes after 7 h, is registered and admitted at once and lies there. On the
 * 20th the terms of *waiting* and *open* are over.
 */
before(async () => {
  product = await aProduct();
  desk = await aDesk(product);
  const { context, cec, actor, clock } = product;
  ({ commission } = (await readWorkplace(context, cec.clerk)).workplace ?? assert.fail());
  const clerk = await actor(cec.clerk);
  const [first, second] = [await actor(cec.lawyers[0]), await actor(cec.lawyers[1])];
  const published = await aComplaint(product, 'filed', { kind: 'bribery', territory: 'KG-O' });
  const waiting = await aComplaint(product, 'filed', { kind: 'bribery', territory: 'alay-rayon' });
  const left = await aComplaint(product, 'filed', { kind: 'finance', territory: '', precinct: '' });
  clock.pass(hour);
  granted(await registerComplaint(context, clerk, { complaintId: published }));
  clock.pass(hour);
  granted(await registerComplaint(context, clerk, { complaintId: waiting }));
  granted(await registerComplaint(context, clerk, { complaintId: left }));
  clock.pass(hour);
  granted(await takeComplaint(context, first, { complaintId: published }));
  granted(await admitComplaint(context, first, { complaintId: published }));
  granted(await takeComplaint(context, second, { complaintId: left }));
  clock.pass(hour);
  granted(await leaveComplaintUnexamined(context, second, { complaintId: left, ground: 'late' }));
  granted(await draftDecision(context, first, { complaintId: published, outcome: 'granted', text: aDecisionText() }));
  const item = await onAgenda(product, published, hour);
  clock.pass(hour);
  await voteOn(product, item);
  clock.pass(hour);
  await publish(product, published);
  clock.pass(hour);
  const open = await aComplaint(product, 'admitted', { kind: 'voting', territory: 'KG-C' });
  await aComplaint(product, 'filed', { commission: 'tec-sokuluk' });
  clock.pass(9 * 24 * hour);
  Object.assign(ids, { published, waiting, left, open });
});
after(async () => {
  await desk.close();
  await product.close();
});

const january = { from: '2027-01-01', to: '2027-01-31' };
const eleventh = { from: '2027-01-11', to: '2027-01-11' };

async function reports(days = january): Promise<Reports> {
  const actor = await product.actor(product.cec.chair);
  return granted(await readReports(product.context, actor, { commission, ...days }));
}

const figures = (counts: Counts, names: readonly ReportCount[]): number[] => names.map((name) => counts[name]);
const everything = ['received', 'open', 'overdue', 'closed', 'closedLate', 'breached'] as const;

test('the whole: four received, two closed, two open and overdue, two terms breached; none of a commission below', async () => {
  assert.deepEqual(figures((await reports()).all, everything), [4, 2, 2, 2, 0, 2]);
});

test('what happened belongs to its period, to the last day included; what is open and overdue is as of now', async () => {
  assert.deepEqual(figures((await reports(eleventh)).all, everything), [4, 2, 2, 2, 0, 0]);
  const later = { from: '2027-01-12', to: '2027-01-31' };
  assert.deepEqual(figures((await reports(later)).all, everything), [0, 2, 2, 0, 0, 2]);
});

test('load by person is in the order of names, with who holds nothing and with what nobody holds', async () => {
  const { load } = await reports();
  const of = (personId: string | null): number[] =>
    figures(load.find((row) => row.personId === personId)?.counts ?? assert.fail(), ['open', 'overdue', 'closed']);
  assert.deepEqual(of(product.cec.lawyers[0]), [1, 1, 1]);
  assert.deepEqual(of(product.cec.lawyers[1]), [0, 0, 1]);
  assert.deepEqual(of(null), [1, 1, 0]);
  const names = load.filter(({ personId }) => personId !== null).map(({ name }) => name);
  assert.deepEqual(names, names.toSorted());
  assert.equal(load.at(-1)?.personId, null);
});

test('time by stage is what the hand counts: hours from receipt to registration 0, 1, 2, 2 and so on', async () => {
  const { stages } = await reports();
  const hours = stages.map(({ stage, n, median, p90 }) => [stage, n, (median ?? 0) / 3600, (p90 ?? 0) / 3600]);
  assert.deepEqual(hours, [
    ['registration', 4, 1.5, 2],
    ['admission', 2, 1, 1.8],
    ['merits', 1, 2, 2],
    ['whole', 1, 5, 5],
    ['publication', 1, 1, 1],
  ]);
  const none = await reports({ from: '2027-01-15', to: '2027-01-16' });
  assert.ok(none.stages.every(({ n, median, p90 }) => n === 0 && median === null && p90 === null));
});

test('by kind, and by oblast with its districts in it', async () => {
  const { kinds, oblasts } = await reports();
  assert.deepEqual(
    kinds.map(({ kind, counts }) => [kind, ...figures(counts, everything)]),
    [
      ['bribery', 2, 1, 1, 1, 0, 1],
      ['finance', 1, 0, 0, 1, 0, 0],
      ['voting', 1, 1, 1, 0, 0, 1],
    ],
  );
  assert.deepEqual(
    oblasts.map(({ oblast, counts }) => [oblast, ...figures(counts, everything)]),
    [
      ['KG-O', 2, 1, 1, 1, 0, 1],
      ['KG-C', 1, 1, 1, 0, 0, 1],
      [null, 1, 0, 0, 1, 0, 0],
    ],
  );
});

test('a decision after the end of its term is closed late', async () => {
  const late = await aComplaint(product, 'drafted', { kind: 'other', territory: 'KG-T' });
  product.clock.pass(10 * 24 * hour);
  const item = await onAgenda(product, late, hour);
  product.clock.pass(hour);
  await voteOn(product, item);
  const { kinds } = await reports();
  const other = kinds.find(({ kind }) => kind === 'other')?.counts ?? assert.fail();
  assert.deepEqual(figures(other, everything), [1, 1, 0, 1, 1, 1]);
});

test('every figure opens as many records as it counts', async () => {
  const actor = await product.actor(product.cec.chair);
  const { all, stages, load } = await reports();
  const count = async (figure: Parameters<typeof listReportCases>[2]['figure']): Promise<number> => {
    const found = granted(await listReportCases(product.context, actor, { commission, ...january, figure }));
    assert.equal(found.rows.length, found.count);
    return found.count;
  };
  for (const set of reportSets) {
    const figure = stages.find(({ stage }) => stage === set)?.n ?? all[set as ReportCount];
    assert.equal(await count({ set }), figure, set);
  }
  for (const { personId, counts } of load) {
    assert.equal(await count({ set: 'open', holder: personId ?? 'nobody' }), counts.open);
  }
  assert.equal(await count({ set: 'received', oblast: 'none' }), 1);
  assert.equal(await count({ set: 'received', oblast: 'KG-O', kind: 'bribery' }), 2);
});

test('the page links each figure to its records, which are those very cases', async () => {
  const chair = await desk.signedIn(product.cec.chair);
  const page = await chair.get('/en/reports?from=2027-01-11&to=2027-01-11');
  const link = /href="(\/en\/reports\/cases\?set=received&amp;kind=bribery[^"]*)"/.exec(page.text)?.[1] ?? '';
  const cases = await chair.get(link.replaceAll('&amp;', '&'));
  assert.match(cases.text, new RegExp(ids['published'] ?? ''));
  assert.match(cases.text, new RegExp(ids['waiting'] ?? ''));
  assert.doesNotMatch(cases.text, new RegExp(ids['open'] ?? ''));
  assert.match(page.text, /As of /);
  assert.equal((await chair.get('/en/reports/cases?set=everything')).status, 404);
});

test('the table as CSV has the same figures, and no cell that a spreadsheet would run', async () => {
  const chair = await desk.signedIn(product.cec.chair);
  const csv = await chair.get('/en/reports/table.csv?table=kinds&from=2027-01-11&to=2027-01-11');
  assert.match(csv.headers.get('content-type') ?? '', /^text\/csv/);
  const bribery = csv.text.split('\r\n').find((line) => line.startsWith('Vote buying')) ?? '';
  assert.match(bribery, /;2;1;0;1;1;0$/);
  assert.equal((await chair.get('/en/reports/table.csv?table=people')).status, 404);
  const written = writeCsv([['=1+1', '+7', '-5', '@x', '＝1', ' =1', '\tx', 'a;b', 'say "no"', -5]]).toString();
  assert.equal(written, `\uFEFF'=1+1;'+7;'-5;'@x;'＝1;' =1;'\tx;"a;b";"say ""no""";-5\r\n`);
});

test('who has no part in the commission gets no report of it', async () => {
  const stranger = { kind: 'person', personId: product.cec.clerk, appointments: [] } as const;
  assert.equal(answerOf(await readReports(product.context, stranger, { commission, ...january })), 'NOT_ALLOWED');
  const figure = { set: 'open' } as const;
  const listed = await listReportCases(product.context, stranger, { commission, ...january, figure });
  assert.equal(answerOf(listed), 'NOT_ALLOWED');
});
