import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { addDays, dayOf } from '../../domain/law/counting/calendar.ts';
import { addMilliseconds } from '../../domain/time/instant.ts';
import { admitComplaint } from '../../operations/complaints/admit-complaint.ts';
import { appointHearing } from '../../operations/complaints/appoint-hearing.ts';
import { cancelHearing } from '../../operations/complaints/cancel-hearing.ts';
import { changeTerm } from '../../operations/complaints/change-term.ts';
import { takeComplaint } from '../../operations/complaints/take-complaint.ts';
import { foundAppointment } from '../../operations/people/appoint.ts';
import { upsertPerson } from '../../persistence/people/read-people.ts';
import { aComplaint, granted } from '../../test/builders/complaints.ts';
import { onAgenda, voteOn } from '../../test/builders/sittings.ts';
import { aDesk } from '../../test/support/desk.ts';
import type { TestDesk } from '../../test/support/desk.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { formsNotSent } from '../../test/support/forms-sent.ts';
import { calendarRoutes } from './calendar-routes.ts';

const hour = 3_600_000;
let product: Product;
let desk: TestDesk;
let held: string;
let other: string;
before(async () => {
  product = await aProduct();
  desk = await aDesk(product);
  held = await aComplaint(product, 'drafted');
  other = await aComplaint(product, 'registered');
});
after(async () => {
  await desk.close();
  await product.close();
});

type Entry = Record<string, string>;

/** Events of an iCalendar text: folded lines joined, parameters of a property left out. */
function eventsOf(text: string): Entry[] {
  const lines = text.replaceAll(/\r\n[ \t]/g, '').split('\r\n');
  const events: Entry[] = [];
  for (const line of lines) {
    if (line === 'BEGIN:VEVENT') events.push({});
    const [, name = '', value = ''] = /^([A-Z-]+)(?:;[^:]*)?:(.*)$/.exec(line) ?? [];
    const event = events.at(-1);
    if (event !== undefined && name !== 'BEGIN' && name !== 'END') event[name] ??= value;
  }
  return events;
}

async function newAddress(person: string, language = 'ru'): Promise<string> {
  const staff = await desk.signedIn(person);
  const page = await staff.submit(`/${language}/calendar`, `/${language}/calendar/renew-feed`);
  const address = /value="([^"]*\.ics)"/.exec(page.text)?.[1] ?? '';
  return new URL(address).pathname;
}

test('my calendar has the terms of my cases, that of the commission all of them, each in its week or month', async () => {
  const lawyer = await desk.signedIn(product.cec.lawyers[0]);
  const mine = (await lawyer.get('/en/calendar')).text;
  assert.match(mine, /Thursday, 14 January|Wednesday, 13 January/);
  assert.match(mine, new RegExp(held));
  assert.doesNotMatch(mine, new RegExp(other));
  const whole = (await lawyer.get('/en/calendar?scope=commission')).text;
  assert.match(whole, new RegExp(held));
  assert.match(whole, new RegExp(other));
  const later = (await lawyer.get('/en/calendar?scope=commission&span=month&from=2027-03-05')).text;
  assert.match(later, /1 March – 31 March 2027/);
  assert.doesNotMatch(later, new RegExp(other));
});

test('the end of a term at midnight stands on its own last day as 24:00', async () => {
  const lawyer = await desk.signedIn(product.cec.lawyers[0]);
  const [row] = await product.context.database.query<{ due: string }>({
    text: `select (decide_due_at at time zone 'Asia/Bishkek' - interval '1 second')::date as due from complaint where id = $1`,
    values: [held],
  });
  const page = (await lawyer.get('/en/calendar')).text;
  const body = new RegExp(`id="day-${row?.due ?? ''}"[\\s\\S]*?</tbody>`).exec(page)?.[0] ?? '';
  assert.match(body, /<td>24:00<\/td>/);
  assert.match(body, new RegExp(held));
});

test('a secret address gives the terms and sittings of its owner in UTC, under names that stay, without a person', async () => {
  const path = await newAddress(product.cec.lawyers[0]);
  const feed = await desk.browser().get(path);
  assert.equal(feed.status, 200);
  assert.match(feed.headers.get('content-type') ?? '', /^text\/calendar/);
  const [event, ...more] = eventsOf(feed.text);
  assert.deepEqual(more, []);
  const [row] = await product.context.database.query<{ due: string }>({
    text: `select to_char(decide_due_at at time zone 'UTC', 'YYYYMMDD"T"HH24MISS"Z"') as due from complaint where id = $1`,
    values: [held],
  });
  assert.equal(event?.['UID'], `complaint_decide.${held}@shailoo`);
  assert.equal(event['DTEND'], row?.due);
  assert.match(event['SUMMARY'] ?? '', /Решение по жалобе: K-2027-000001/);
  assert.equal(event['STATUS'], 'CONFIRMED');
  assert.match(event['URL'] ?? '', new RegExp(`/ru/cases/${held}$`));
  assert.doesNotMatch(feed.text, /TZID|VTIMEZONE/);
  assert.doesNotMatch(feed.text, /Сатарова|aigul|Сокулук|Test lawyer/);
});

test('a new sitting and a decision change the feed: the term is cancelled under the same name with a higher sequence', async () => {
  const path = await newAddress(product.cec.lawyers[0]);
  const read = async (): Promise<Entry[]> => eventsOf((await desk.browser().get(path)).text);
  const [term] = await read();
  const { sittingId } = await onAgenda(product, held, hour);
  const planned = await read();
  assert.deepEqual(
    planned.map((event) => event['UID'] ?? '').toSorted((one, other) => (one < other ? -1 : 1)),
    [`complaint_decide.${held}@shailoo`, `sitting.${sittingId}@shailoo`],
  );
  product.clock.pass(hour);
  const third = await aComplaint(product, 'drafted');
  const item = await onAgenda(product, third, hour);
  product.clock.pass(hour);
  await voteOn(product, item);
  const after = (await read()).find((event) => event['UID'] === `complaint_decide.${third}@shailoo`);
  assert.equal(after?.['STATUS'], 'CANCELLED');
  assert.ok(Number(after['SEQUENCE']) > Number(term?.['SEQUENCE']));
});

test('a case that goes to another person leaves the feed of the first', async () => {
  const path = await newAddress(product.cec.lawyers[0]);
  const id = await aComplaint(product, 'admitted');
  const has = async (): Promise<boolean> => (await desk.browser().get(path)).text.includes(id);
  assert.equal(await has(), true);
  granted(await takeComplaint(product.context, await product.actor(product.cec.lawyers[1]), { complaintId: id }));
  assert.equal(await has(), false);
});

test('a renewed, a revoked and an invented address, and that of a person without appointment, are not found', async () => {
  const { context, commissions, electionId } = product;
  const sub = randomUUID();
  const personId = await upsertPerson(context.database, { id: randomUUID(), issuer: 'test', sub, name: 'Test gone' });
  await foundAppointment(context, { commissionId: commissions.cec, electionId, personId, role: 'clerk' });
  const status = async (path: string): Promise<number> => (await desk.browser().get(path)).status;
  const first = await newAddress(personId);
  assert.equal(await status(first), 200);
  const second = await newAddress(personId, 'ky');
  assert.equal(await status(first), 404);
  assert.equal(await status(second), 200);
  await context.database.query({
    text: `update appointment set status = 'ended', valid_to = valid_from where person_id = $1`,
    values: [personId],
  });
  assert.equal(await status(second), 404);
  const chair = await desk.signedIn(product.cec.chair);
  const third = await newAddress(product.cec.chair);
  await chair.submit('/ru/calendar', '/ru/calendar/revoke-feed');
  assert.equal(await status(third), 404);
  assert.equal(await status(`/ru/calendar-feed/${randomUUID()}/shailoo.ics`), 404);
});

test('the hour of a sitting in the feed is the one that was planned', async () => {
  const startsAt = addMilliseconds(product.clock.now, 5 * hour);
  const { sittingId } = await onAgenda(product, await aComplaint(product, 'drafted'), 5 * hour);
  const { printPersonFeed } = await import('../../prints/calendar/person-feed.ts');
  const entry = { recordId: sittingId, number: 'S-1', at: startsAt, sequence: 1, changedAt: product.clock.now };
  const [event] = eventsOf(
    printPersonFeed('ky', { desk: 'http://desk', deadlines: [], sittings: [entry], hearings: [] }),
  );
  assert.equal(event?.['DTSTART'], startsAt.slice(0, 19).replaceAll(/[-:]/g, '') + 'Z');
});

test('a term that was met is not in the calendar any more, one that is over stays in it and says so', async () => {
  const lawyer = await desk.signedIn(product.cec.lawyers[0]);
  const decided = await aComplaint(product, 'drafted');
  const item = await onAgenda(product, decided, hour);
  const week = '/en/calendar?scope=commission&from=2027-01-14';
  const ofDecision = new RegExp(`/cases/${decided}">Decision on a complaint`);
  assert.match((await lawyer.get(week)).text, ofDecision);
  product.clock.pass(hour);
  await voteOn(product, item);
  assert.doesNotMatch((await lawyer.get(week)).text, ofDecision);
  product.clock.pass(9 * 24 * hour);
  const page = (await lawyer.get(week)).text;
  assert.match(page, new RegExp(`<tr class="row-over">[^\\n]*${other}[^\\n]*the term is over`));
});

test('an extended term moves, a suspended one is tentative, a hearing comes and is cancelled, each under its own name', async () => {
  const { context, cec, actor, clock } = product;
  const [lawyer, chair] = [await actor(cec.lawyers[1]), await actor(cec.chair)];
  const complaintId = await aComplaint(product, 'registered');
  granted(await takeComplaint(context, lawyer, { complaintId }));
  granted(await admitComplaint(context, lawyer, { complaintId }));
  const path = (await newAddress(cec.lawyers[1])).replace('/ru/', '/en/');
  const read = async (): Promise<Map<string, Entry>> =>
    new Map(eventsOf((await desk.browser().get(path)).text).map((event) => [event['UID'] ?? '', event]));
  const uid = `complaint_decide.${complaintId}@shailoo`;
  const first = (await read()).get(uid);
  const lastDay = addDays(dayOf(clock.now), 9);
  const extend = { change: 'extend', ground: 'commissionDecision', lastDay } as const;
  granted(await changeTerm(context, chair, { complaintId, term: 'complaint_decide', order: extend }));
  const moved = (await read()).get(uid);
  assert.ok((moved?.['DTEND'] ?? '') > (first?.['DTEND'] ?? ''));
  assert.ok(Number(moved?.['SEQUENCE']) > Number(first?.['SEQUENCE']));
  const suspend = { change: 'suspend', ground: 'courtProceedings' } as const;
  granted(await changeTerm(context, chair, { complaintId, term: 'complaint_decide', order: suspend }));
  assert.equal((await read()).get(uid)?.['STATUS'], 'TENTATIVE');
  const hearing = {
    startsAt: addMilliseconds(clock.now, 24 * hour),
    invited: ['complainant'],
    place: 'Зал 2',
    text: '',
  };
  const { hearingId } = granted(await appointHearing(context, lawyer, { complaintId, ...hearing }));
  const appointed = (await read()).get(`hearing.${hearingId}@shailoo`);
  assert.equal(appointed?.['STATUS'], 'CONFIRMED');
  assert.match(appointed['SUMMARY'] ?? '', /^Hearing on complaint K-/);
  assert.doesNotMatch(JSON.stringify(appointed), /Зал/);
  granted(await cancelHearing(context, lawyer, { complaintId, hearingId }));
  assert.equal((await read()).get(`hearing.${hearingId}@shailoo`)?.['STATUS'], 'CANCELLED');
});

test('the database holds a hash of the secret only, and too many reads are refused', async () => {
  const path = await newAddress(product.cec.secretary);
  const token = path.split('/')[3] ?? '';
  const rows = await product.context.database.query<{ all: string }>({
    text: `select f::text as all from calendar_feed f union all select a::text from audit a`,
  });
  assert.ok(rows.every(({ all }) => !all.includes(token)));
  const answers = await Promise.all(Array.from({ length: 40 }, () => desk.browser().get(path)));
  assert.ok(answers.some(({ status }) => status === 429));
});

test('every form of the calendar was sent in this file, and the audit calls it as the table of routes does', async () => {
  assert.deepEqual(await formsNotSent(product.context.database, calendarRoutes), []);
});
