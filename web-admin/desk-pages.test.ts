import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { LANGUAGES } from '../domain/language.ts';
import { addMilliseconds } from '../domain/time/instant.ts';
import { addDays, dayOf } from '../domain/law/counting/calendar.ts';
import { admitComplaint } from '../operations/complaints/admit-complaint.ts';
import { takeComplaint } from '../operations/complaints/take-complaint.ts';
import { draftDecision } from '../operations/decisions/draft-decision.ts';
import { placeOnAgenda } from '../operations/decisions/place-on-agenda.ts';
import { signDecision } from '../operations/decisions/sign-decision.ts';
import { proposePublicText } from '../operations/decisions/propose-public-text.ts';
import { applyLawEditions } from '../operations/law/apply-law-editions.ts';
import { proposeAppointment } from '../operations/people/appoint.ts';
import { castVote } from '../operations/sittings/cast-vote.ts';
import { closeVote } from '../operations/sittings/close-vote.ts';
import { openSitting } from '../operations/sittings/open-sitting.ts';
import { openVote } from '../operations/sittings/open-vote.ts';
import { planSitting } from '../operations/sittings/plan-sitting.ts';
import { recuseMember } from '../operations/sittings/recuse-member.ts';
import { readRecordState } from '../persistence/records/read-record.ts';
import type { ComplaintState } from '../domain/complaints/complaint.ts';
import { aDeputyOf, anAbsence, aPersonOf } from '../test/builders/appointments.ts';
import { aComplaint, aDecisionText, anEnteredComplaint, granted, passCheck } from '../test/builders/complaints.ts';
import { aChangedTerm, aConfirmedEdition, aProposedEdition } from '../test/builders/law-editions.ts';
import { onAgenda, voteOn } from '../test/builders/sittings.ts';
import { aDesk } from '../test/support/desk.ts';
import type { TestDesk } from '../test/support/desk.ts';
import { faultsInBrowser } from '../test/support/desk-places.ts';
import type { DeskPlace } from '../test/support/desk-places.ts';
import { deskRoutes } from './routes.ts';
import { htmlFaults, openBrowser } from '../test/support/page-checks.ts';
import { aProduct } from '../test/support/product.ts';
import type { Product } from '../test/support/product.ts';

let product: Product;
let desk: TestDesk;
let browser: Browser | undefined;
let places: readonly DeskPlace[];
before(async () => {
  product = await aProduct();
  desk = await aDesk(product, { trainingClock: true });
  browser = await openBrowser();
  places = await everyPage();
});
after(async () => {
  await browser?.close();
  await desk.close();
  await product.close();
});

/** Cases in every band and stage, an open vote, a closed one, a text to be checked; and who sees them. */
async function everyPage(): Promise<readonly DeskPlace[]> {
  const { cec } = product;
  const overdue = await aComplaint(product, 'registered', { email: '', territory: '' });
  product.clock.pass(3 * 86_400_000 + 15 * 3_600_000);
  const admitted = await aComplaint(product, 'admitted');
  const drafted = await aComplaint(product, 'drafted');
  const unchecked = await draftWithSecrets('{далил}');
  const filed = await aComplaint(product);
  const { sitting, open, closed, toCheck, toWrite } = await aSitting();
  const [lawyer, second] = cec.lawyers;
  const { law, applied, proposed } = await everyLawPage();
  const { held, deputy } = await aCaseOfTheAbsent();
  return [
    {
      person: cec.clerk,
      paths: [
        '',
        '?view=unassigned',
        '?view=toCheck',
        '?view=below',
        '?view=all&sort=newest&tick=all',
        '?view=all&kind=bribery&place=KG-C&from=2027-01-11&to=2027-01-12&holder=nobody',
        '/voting-day',
        '/views',
        '/keys',
        '/registries',
        '/reports',
        '/reports/cases?set=received',
        '/reports/cases?set=registration',
        '/calendar',
        '/calendar?scope=commission&span=month',
        '/voting-day?sound=on&renew=off',
        '/find?number=K-9',
        '/search',
        '/search?q=nothing-like-it',
        '/search?q=1086',
        '/clock',
        `/cases/${filed}`,
        `/cases/${overdue}`,
        '/intake',
        '/intake/oral',
        `/cases/${filed}/receipt`,
        `/cases/${await anEnteredComplaint(product)}`,
      ],
    },
    {
      person: lawyer,
      paths: [
        '',
        '/public-texts',
        `/cases/${drafted}`,
        `/cases/${drafted}/draft-decision`,
        `/cases/${admitted}/draft-decision`,
        `/cases/${overdue}/leave-complaint-unexamined`,
        `/cases/${drafted}/place-on-agenda`,
        `/decisions/${toWrite}/propose-public-text`,
        `/decisions/${toCheck}/approve-public-text`,
        ...law,
        proposed,
      ],
    },
    {
      person: second,
      paths: [
        `/decisions/${unchecked.decisionId}`,
        `/cases/${unchecked.complaintId}`,
        `/decisions/${toCheck}`,
        proposed,
        applied,
        `/decisions/${toCheck}/approve-public-text`,
        `/decisions/${toWrite}/approve-public-text`,
      ],
    },
    {
      person: cec.chair,
      paths: ['/sittings', sitting, open, closed, `/decisions/${toCheck}`, '/people', '?view=absent', `/cases/${held}`],
    },
    { person: deputy, paths: ['?view=absent', `/cases/${held}`, '/people'] },
    { person: cec.members[1] ?? '', paths: [open, '/people'] },
    { person: cec.deputyChair, paths: ['/people'] },
  ];
}

/** A case of a lawyer who is away, and the deputy who goes on with it. */
async function aCaseOfTheAbsent(): Promise<{ held: string; deputy: string }> {
  const absent = await aPersonOf(product, product.commissions.cec, 'lawyer');
  const held = await aComplaint(product, 'registered');
  granted(await takeComplaint(product.context, await product.actor(absent), { complaintId: held }));
  const deputy = await aDeputyOf(product, absent);
  const today = dayOf(product.clock.now);
  await anAbsence(product, absent, { firstDay: today, lastDay: addDays(today, 3) });
  granted(await admitComplaint(product.context, await product.actor(deputy), { complaintId: held }));
  return { held, deputy };
}

/** A draft of the first lawyer that holds personal data or an open place, not checked yet. */
async function draftWithSecrets(secret: string): Promise<{ complaintId: string; decisionId: string }> {
  const { context, cec, actor } = product;
  const complaintId = await aComplaint(product, 'admitted');
  const text = aDecisionText({ grounds: [`Айгүл Сатарова: ${secret}.`] });
  const request = { complaintId, outcome: 'granted', text } as const;
  const { decisionId } = granted(await draftDecision(context, await actor(cec.lawyers[0]), request));
  return { complaintId, decisionId };
}

/** The law, each form of a change, a proposal that moves ends, and a change that is applied. */
async function everyLawPage(): Promise<{ law: readonly string[]; applied: string; proposed: string }> {
  const applied = await aConfirmedEdition(product, [await aChangedTerm(product, 'complaint_cure', 3)]);
  await applyLawEditions(product.as('shailoo_worker'));
  const proposed = await aProposedEdition(product, [
    await aChangedTerm(product, 'complaint_decide', 1),
    { kind: 'confirm', values: ['rules.court1_file', 'bodies.cec.quorum', 'complaints.extensionGrounds.checkNeeded'] },
    { kind: 'addHoliday', day: '2027-01-29', name: { ky: 'Майрам', ru: 'Праздник', en: 'Holiday' } },
  ]);
  const changes = ['confirm', 'holiday', 'workingDay', 'removeDay', 'votingDay', 'pack'];
  const ofRegistry = 'registryGround&value=civilRecordByPin';
  const ofValues = ['rule&value=complaint_decide', 'quorum&value=cec', 'majority&value=territorial', ofRegistry];
  const forms = [...changes, ...ofValues].map((change) => `/law/propose?change=${change}`);
  return {
    law: ['/law', '/law/propose', ...forms],
    applied: `/law/editions/${applied}`,
    proposed: `/law/editions/${proposed}`,
  };
}

async function aSitting(): Promise<Record<'sitting' | 'open' | 'closed' | 'toCheck' | 'toWrite', string>> {
  const { context, cec, actor, commissions, electionId, clock } = product;
  const startsAt = addMilliseconds(clock.now, 3_600_000);
  const plan = { commissionId: commissions.cec, electionId, startsAt };
  const [chair, lawyer] = [await actor(cec.chair), await actor(cec.lawyers[0])];
  const { sittingId } = granted(await planSitting(context, await actor(cec.secretary), plan));
  const onAgenda = async (): Promise<{ itemId: string; decisionId: string }> => {
    const { complaintId } = await draftWithSecrets('21201199000123, +996 700 123 456');
    await passCheck(product, complaintId);
    const { itemId } = granted(await placeOnAgenda(context, lawyer, { complaintId, sittingId }));
    const known = await readRecordState<ComplaintState>(context.database, complaintId, 'complaint');
    return { itemId, decisionId: known?.state.decisionId ?? '' };
  };
  const [open, toCheck, toWrite] = [await onAgenda(), await onAgenda(), await onAgenda()];
  clock.moveTo(startsAt);
  const present = [cec.chair, cec.deputyChair, ...cec.members.slice(0, 5)];
  granted(await openSitting(context, chair, { sittingId, present }));
  for (const { itemId, decisionId } of [toCheck, toWrite, open]) {
    granted(await openVote(context, chair, { sittingId, itemId }));
    granted(await recuseMember(context, await actor(cec.members[0] ?? ''), { sittingId, itemId, ground: 'kinship' }));
    for (const member of [cec.chair, cec.deputyChair, ...cec.members.slice(2, 5)]) {
      granted(await castVote(context, await actor(member), { sittingId, itemId, choice: 'for' }));
    }
    if (itemId === open.itemId) continue;
    granted(await castVote(context, await actor(cec.members[1] ?? ''), { sittingId, itemId, choice: 'abstain' }));
    granted(await closeVote(context, chair, { sittingId, itemId }));
    granted(await signDecision(context, chair, { decisionId }));
  }
  granted(await proposePublicText(context, lawyer, { decisionId: toCheck.decisionId, marks: [] }));
  const proposal = {
    commissionId: commissions.cec,
    electionId,
    personId: cec.members[0] ?? '',
    role: 'lawyer',
  } as const;
  granted(await proposeAppointment(context, chair, proposal));
  const sitting = `/sittings/${sittingId}`;
  return {
    sitting,
    open: `${sitting}/items/${open.itemId}`,
    closed: `${sitting}/items/${toCheck.itemId}`,
    toCheck: toCheck.decisionId,
    toWrite: toWrite.decisionId,
  };
}

/** Lists and forms without private data: their looks are not kept. */
const unrecorded = [
  'people.signInPage',
  'complaint.listQueue',
  'complaint.newEntry',
  'complaint.readVotingDay',
  'desk.listViews',
  'desk.readKeys',
  'report.readReports',
  'report.listReportCases',
  'calendar.readCalendar',
  'calendar.readFeed',
  'complaint.findCase',
  'sitting.listSittings',
  'clock.readClocks',
  'law.readLaw',
  'law.proposeForm',
];

test('every look that the table of routes calls by a name in the audit is there under that name', async () => {
  for (const { person, paths } of places) {
    const staff = await desk.signedIn(person);
    for (const path of paths) await staff.get(`/ky${path}`);
  }
  const printed = await aComplaint(product);
  await (await desk.signedIn(product.cec.clerk)).get(`/ky/cases/${printed}/print`);
  const ended = await onAgenda(product, await aComplaint(product, 'drafted'), 3_600_000);
  product.clock.pass(3_600_000);
  await voteOn(product, ended);
  await (await desk.signedIn(product.cec.clerk)).get(`/ky/sittings/${ended.sittingId}/minutes`);
  const rows = await product.context.database.query<{ action: string }>({
    text: `select distinct action from audit where outcome in ('read', 'done')`,
  });
  const written = new Set(rows.map(({ action }) => action));
  const named = deskRoutes({ trainingClock: true }).filter(
    ({ method, path }) => method === 'get' && !path.includes(':file'),
  );
  assert.deepEqual(
    [...new Set(named.map(({ audit }) => audit))].filter((audit) => !written.has(audit)).toSorted(),
    unrecorded.toSorted(),
  );
});

test('every page of the desk is valid HTML in the three languages', async () => {
  const faults: string[] = [];
  for (const { person, paths } of places) {
    const staff = await desk.signedIn(person);
    for (const language of LANGUAGES) {
      for (const path of paths) {
        const { text, status } = await staff.get(`/${language}${path}`);
        assert.ok(status < 500, `${language}${path}`);
        faults.push(...(await htmlFaults(text)).map((fault) => `${language}${path} ${fault}`));
      }
    }
  }
  for (const language of LANGUAGES) {
    faults.push(...(await htmlFaults((await desk.browser().get(`/${language}/sign-in?out=1`)).text)));
  }
  assert.deepEqual(faults, []);
  assert.deepEqual(desk.defects, []);
});

for (const width of [1280, 390]) {
  test(`every page of the desk can be used by everybody at ${String(width)}`, async (context) => {
    if (browser === undefined && process.env['CI'] !== 'true') return context.skip('chromium is missing');
    assert.ok(browser, 'chromium is missing; npm run setup:tests installs it');
    assert.deepEqual(await faultsInBrowser(browser, desk, { places, width }), []);
  });
}
