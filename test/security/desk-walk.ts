import assert from 'node:assert/strict';
import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import type { Filing } from '../../domain/complaints/filing.ts';
import { momentAt } from '../../domain/law/counting/calendar.ts';
import { startTrainingClock } from '../../persistence/clock/legal-clock.ts';
import { aComplaint } from '../builders/complaints.ts';
import { anIdentifiedComplaint } from '../builders/identified-complaint.ts';
import { complaintState } from '../builders/procedure-cases.ts';
import type { Fields, Page } from '../support/desk.ts';
import type { Product } from '../support/product.ts';
import type { FormWalk } from './form-walk.ts';

/** Where the walk has been: records of the commission, to be opened by whoever tries. */
export type DeskPlaces = {
  cases: readonly string[];
  mainCase: string;
  decision: string;
  sitting: string;
  item: string;
  /** A file of the main case. */
  file: string;
  view: string;
  appointment: string;
  edition: string | undefined;
};

const hour = 3_600_000;
const pdf = (name: string): File => new File(['%PDF-1.7\n%%EOF'], name, { type: 'application/pdf' });

export type DeskWalkOptions = {
  /** The product as the commission works with it whose staff walk. */
  at: Product;
  key: 'cec' | 'tec-sokuluk';
  walk: FormWalk;
  /** What the builders file, beside what is typed. */
  filing?: Partial<Filing>;
  /** Of the complainant about whom a registry is asked. */
  pin?: string;
  /** A file's name that is sent with forms. */
  fileName?: string;
};

/**
 * The staff of a commission send every form of the desk, each by who may send it: a complaint on paper goes through all
 * that can happen to it up to a published decision, a court and a new beginning; others are left, forwarded, withdrawn
 * and joined; then everything that is about no case.
 */
export async function walkTheDesk(options: DeskWalkOptions): Promise<DeskPlaces> {
  const steps = new DeskSteps(options);
  const mainCase = await steps.enterOnPaper();
  await steps.examine(mainCase);
  await steps.askAndHear(mainCase);
  const asked = await steps.askRegistry(options.pin);
  await steps.changeTerms(mainCase);
  const joined = await steps.join(mainCase);
  const decision = await steps.draft(mainCase);
  const { sitting, item } = await steps.vote(mainCase, decision);
  await steps.publish(decision);
  await steps.serve(mainCase);
  await steps.contest(mainCase);
  const others = await steps.endOthers();
  const view = await steps.keepTheQueue(others);
  const appointment = await steps.appoint();
  const edition = options.key === 'cec' ? await steps.changeTheLaw() : undefined;
  const oral = await steps.enterOrally();
  await steps.leave();
  const file = await steps.fileOf(mainCase);
  return {
    cases: [mainCase, asked, ...joined, ...others, oral],
    mainCase,
    decision,
    sitting,
    item,
    file,
    view,
    appointment,
    edition,
  };
}

/** Two changes of the law, one rejected and one confirmed, by the staff of the CEC; the confirmed one. */
export async function walkTheLaw(options: DeskWalkOptions): Promise<string> {
  return new DeskSteps(options).changeTheLaw();
}

class DeskSteps {
  readonly #at: Product;
  readonly #walk: FormWalk;
  readonly #filing: Partial<Filing>;
  readonly #file: () => File;

  constructor({ at, key, walk, filing = {}, fileName = 'скан.pdf' }: DeskWalkOptions) {
    this.#at = at;
    this.#walk = walk;
    this.#filing = { ...filing, commission: key };
    this.#file = () => pdf(fileName);
  }

  get #staff() {
    const { clerk, chair, deputyChair, secretary, lawyers, members } = this.#at.cec;
    return { clerk, chair, deputyChair, secretary, lawyer: lawyers[0], second: lawyers[1], members };
  }

  /** A form on a page of its own. */
  async #form(person: string, path: string, given: Fields = {}, files: readonly File[] = []): Promise<Page> {
    return this.#walk.send(person, { page: path, action: path }, given, files);
  }

  /** The form of an act on a case. */
  async #act(person: string, id: string, act: string, given: Fields = {}, files: readonly File[] = []): Promise<Page> {
    return this.#form(person, `/en/cases/${id}/${act}`, { next: 'send', ...given }, files);
  }

  /** A button on a page. */
  async #press(person: string, page: string, act: string, given: Fields = {}): Promise<Page> {
    return this.#walk.send(person, { page, action: `${page}/${act}` }, given);
  }

  async #stateOf(id: string): Promise<ComplaintState> {
    return complaintState(this.#at, id);
  }

  async #filed(status: 'filed' | 'registered' | 'admitted', change: Partial<Filing> = {}): Promise<string> {
    return aComplaint(this.#at, status, { ...this.#filing, ...change });
  }

  async enterOnPaper(): Promise<string> {
    const { clerk } = this.#staff;
    const received = { 'received-day': '9', 'received-month': '1', 'received-year': '2027', 'received-time': '09:00' };
    const learned = { 'learned-day': '8', 'learned-month': '1', 'learned-year': '2027', learnedTime: '09:30' };
    const rest = { channel: 'paper', reason: 'other', territory: '', language: 'en', kind: 'bribery', next: 'enter' };
    const page = await this.#form(clerk, '/en/intake', { ...received, ...learned, ...rest }, [this.#file()]);
    const id = idIn(page, 'cases');
    await this.#walk.open(clerk, `/en/cases/${id}/receipt`);
    return id;
  }

  async examine(id: string): Promise<void> {
    const { clerk, lawyer, chair, members } = this.#staff;
    const page = `/en/cases/${id}`;
    await this.#press(clerk, page, 'register-complaint');
    await this.#press(clerk, page, 'add-note');
    await this.#press(lawyer, page, 'take-complaint');
    await this.#act(lawyer, id, 'return-for-defects', { defects: ['evidence'] });
    this.#at.clock.pass(hour);
    await this.#act(clerk, id, 'cure-defects', {}, [this.#file()]);
    await this.#act(clerk, id, 'add-evidence', {}, [this.#file()]);
    await this.#act(clerk, id, 'change-contact', { email: 'planted@mail.example' });
    await this.#press(lawyer, page, 'admit-complaint');
    const group = { rapporteur: members[0] ?? '', members: [members[1] ?? '', lawyer] };
    await this.#act(chair, id, 'form-working-group', group);
  }

  async askAndHear(id: string): Promise<void> {
    const { clerk, lawyer } = this.#staff;
    const page = `/en/cases/${id}`;
    for (const to of ['police', 'bank']) await this.#act(lawyer, id, 'send-request', { to, check: 'yes' });
    const [asked, other] = (await this.#stateOf(id)).requests;
    await this.#walk.send(clerk, { page, action: `${page}/remind-body` });
    await this.#act(clerk, id, 'record-answer', { request: asked?.id ?? '' }, [this.#file()]);
    await this.#walk.send(lawyer, { page, action: `${page}/withdraw-request` });
    assert.ok(other);
    const day = { 'on-day': '11', 'on-month': '1', 'on-year': '2027', invited: ['complainant', 'respondent'] };
    await this.#act(lawyer, id, 'appoint-hearing', { ...day, time: '15:30' });
    await this.#act(lawyer, id, 'appoint-hearing', { ...day, time: '16:30' });
    const [first] = (await this.#stateOf(id)).hearings;
    this.#at.clock.pass(5 * hour);
    await this.#act(lawyer, id, 'record-hearing', { hearing: first?.id ?? '', attended: ['complainant'] });
    await this.#walk.send(lawyer, { page, action: `${page}/cancel-hearing` });
  }

  /** A registry is asked about somebody who signed in when filing. */
  async askRegistry(pin = '13102198000177'): Promise<string> {
    const id = await anIdentifiedComplaint(this.#at, pin, this.#filing);
    await this.#act(this.#staff.lawyer, id, 'ask-registry', { registry: 'civilRecordByPin' });
    return id;
  }

  async changeTerms(id: string): Promise<void> {
    const { chair } = this.#staff;
    const term = 'complaint_decide';
    await this.#act(chair, id, 'suspend-term', { term, ground: 'expertOpinion' });
    this.#at.clock.pass(hour);
    await this.#lookAndConfirm(chair, id, 'resume-term', { term });
    const later = { ground: 'commissionDecision', 'lastDay-day': '20', 'lastDay-month': '1', 'lastDay-year': '2027' };
    await this.#lookAndConfirm(chair, id, 'extend-term', { term, ...later });
  }

  async #lookAndConfirm(person: string, id: string, act: string, given: Fields): Promise<void> {
    const path = `/en/cases/${id}/${act}`;
    const looked = await this.#walk.send(person, { page: path, action: path, status: 200 }, { ...given, next: 'look' });
    const hidden = (name: string): string =>
      (new RegExp(`name="${name}" value="([^"]*)"`).exec(looked.text)?.[1] ?? '').replaceAll('&quot;', '"');
    const told = { looked: hidden('looked'), form: hidden('form'), version: hidden('version'), seen: hidden('seen') };
    await this.#form(person, path, { ...given, ...told, next: 'confirm' });
  }

  async join(lead: string): Promise<string[]> {
    const { lawyer } = this.#staff;
    const { number } = await this.#stateOf(lead);
    const [own] = [await this.#filed('admitted', { kind: 'bribery' })];
    await this.#act(lawyer, own, 'join-complaint', { number });
    await this.#walk.send(lawyer, { page: `/en/cases/${own}`, action: `/en/cases/${own}/separate-complaint` });
    const story = { kind: 'voting', statement: 'Автобустар менен алып келишкен.', respondent: 'Айыл өкмөтү' } as const;
    const [one, same] = [await this.#filed('admitted', story), await this.#filed('admitted', story)];
    await this.#walk.send(lawyer, { page: `/en/cases/${one}`, action: `/en/cases/${one}/join-suggested` });
    return [own, one, same];
  }

  async draft(id: string): Promise<string> {
    const { lawyer, second } = this.#staff;
    const path = `/en/cases/${id}/draft-decision`;
    const words = (name: string): string => this.#walk.words('post /cases/:id/draft-decision', name);
    const text = {
      outcome: 'granted',
      language: 'ru',
      article: 'law68:45:',
      findingState: 'established',
      itemKind: ['satisfy', 'obligeToCorrect', ''],
      itemText: [words('itemText'), words('itemText'), ''],
      itemAddresseeKind: ['none', 'official', 'none'],
      itemAddressee: ['', words('itemAddressee'), ''],
      itemTerm: ['', '1', ''],
    };
    await this.#walk.send(
      lawyer,
      { page: path, action: `/en/cases/${id}/preview-draft`, status: 200 },
      { ...text, do: 'preview' },
    );
    await this.#form(lawyer, path, { ...text, do: 'save' });
    const decision = (await this.#stateOf(id)).decisionId ?? '';
    const page = `/en/decisions/${decision}`;
    await this.#press(second, page, 'check-draft', { result: 'returned' });
    await this.#form(lawyer, path, { ...text, itemTerm: ['', '2', ''], do: 'save' });
    await this.#press(second, page, 'check-draft', { result: 'passed' });
    return decision;
  }

  async vote(id: string, decision: string): Promise<{ sitting: string; item: string }> {
    const { secretary, lawyer, chair, members } = this.#staff;
    const when = { 'on-day': '12', 'on-month': '1', 'on-year': '2027', time: '15:00' };
    const plan = { page: '/en/sittings', action: '/en/sittings/plan-sitting' };
    const sitting = idIn(await this.#walk.send(secretary, plan, when), 'sittings');
    const page = `/en/sittings/${sitting}`;
    await this.#form(lawyer, `/en/cases/${id}/place-on-agenda`, { sitting });
    const itemOf = async (): Promise<string> =>
      /\/items\/([0-9a-f-]{36})/.exec(await this.#walk.open(chair, page))?.[1] ?? '';
    const removed = `${page}/items/${await itemOf()}`;
    await this.#press(chair, removed, 'remove-agenda-item');
    await this.#form(lawyer, `/en/cases/${id}/place-on-agenda`, { sitting });
    this.#at.clock.moveTo(momentAt('2027-01-12', '15:00'));
    const present = [chair, this.#staff.deputyChair, ...members];
    await this.#press(chair, page, 'open-sitting', { present: present.slice(0, -1) });
    await this.#press(chair, page, 'record-attendance', { present });
    const item = await itemOf();
    const voting = `${page}/items/${item}`;
    const [recused = '', dissenting = '', ...others] = members;
    await this.#press(recused, voting, 'recuse-member', { ground: 'kinship' });
    await this.#press(chair, voting, 'open-vote');
    await this.#press(dissenting, voting, 'cast-vote', { choice: 'against' });
    for (const member of [chair, this.#staff.deputyChair, ...others])
      await this.#press(member, voting, 'cast-vote', { choice: 'for' });
    await this.#press(chair, voting, 'close-vote');
    await this.#press(dissenting, voting, 'attach-dissent', { language: 'ru' });
    await this.#press(chair, `/en/decisions/${decision}`, 'sign-decision');
    await this.#press(chair, page, 'close-sitting');
    return { sitting, item };
  }

  async publish(decision: string): Promise<void> {
    const { lawyer, second } = this.#staff;
    const page = `/en/decisions/${decision}`;
    const propose = `${page}/propose-public-text`;
    await this.#walk.send(lawyer, { page: propose, action: propose, status: 200 }, { do: 'add' });
    await this.#form(lawyer, propose, { words: '', do: 'propose' });
    await this.#form(second, `${page}/approve-public-text`);
  }

  async serve(id: string): Promise<void> {
    const { clerk } = this.#staff;
    const when = { 'on-day': '12', 'on-month': '1', 'on-year': '2027', time: '15:00' };
    await this.#act(clerk, id, 'serve-copy', { to: 'complainant', way: 'post', ...when }, [this.#file()]);
  }

  async contest(id: string): Promise<void> {
    const { clerk, chair } = this.#staff;
    await this.#act(clerk, id, 'record-appeal', { to: 'administrativeCourt' }, [this.#file()]);
    const [appeal] = (await this.#stateOf(id)).appeals;
    const act = { appeal: appeal?.id ?? '', result: 'upheld' };
    await this.#act(clerk, id, 'record-appeal-result', act, [this.#file()]);
    await this.#act(chair, id, 'reopen-complaint', { ground: 'newCircumstances' });
  }

  async endOthers(): Promise<string[]> {
    const { clerk, lawyer, second, chair } = this.#staff;
    const left = await this.#filed('registered');
    await this.#press(lawyer, `/en/cases/${left}`, 'take-complaint');
    await this.#form(lawyer, `/en/cases/${left}/leave-complaint-unexamined`, { ground: 'anonymous' });
    const forwarded = await this.#filed('admitted');
    await this.#act(lawyer, forwarded, 'forward-complaint', { to: 'police', commission: '' });
    const elsewhere = this.#filing.commission === 'cec' ? [await this.#filed('admitted')] : [];
    for (const id of elsewhere)
      await this.#act(lawyer, id, 'forward-complaint', { to: 'commission', commission: 'tec-sokuluk' });
    const withdrawn = await this.#filed('registered');
    await this.#act(clerk, withdrawn, 'withdraw-complaint');
    const renewed = await this.#filed('registered');
    const page = `/en/cases/${renewed}`;
    await this.#walk.send(clerk, { page, action: `${page}/renew-receipt-code`, status: 200 });
    await this.#act(chair, renewed, 'assign-complaint', { holder: second });
    return [left, forwarded, ...elsewhere, withdrawn, renewed];
  }

  async keepTheQueue(ids: readonly string[]): Promise<string> {
    const { chair, lawyer } = this.#staff;
    const page = '/en?view=all';
    const free = await this.#filed('registered');
    const [tick = ''] = new RegExp(`${free}:\\d+`).exec(await this.#walk.open(lawyer, page)) ?? [];
    await this.#walk.send(lawyer, { page, action: '/en/take-complaints', status: 200 }, { case: tick });
    const queue = await this.#walk.open(chair, page);
    const ticks = [...queue.matchAll(/name="case" value="([^"]*)"/g)].map(([, tick = '']) => tick);
    const own = ticks.filter((tick) => ids.some((id) => tick.startsWith(id)));
    const bulk = { case: own, holder: lawyer };
    await this.#walk.send(chair, { page, action: '/en/assign-complaints', status: 200 }, bulk);
    await this.#walk.send(chair, { page, action: '/en/print-cases', status: 200 }, bulk);
    const search = { page, action: '/en/search', status: 200 };
    await this.#walk.send(chair, search);
    const save = { page, action: '/en/views/save-view' };
    await this.#walk.send(chair, save, { shared: 'yes' });
    await this.#walk.send(chair, save);
    const views = async (): Promise<string[]> =>
      [...(await this.#walk.open(chair, '/en/views')).matchAll(/views\/([0-9a-f-]{36})\/rename-view/g)].map(
        ([, id = '']) => id,
      );
    const [gone = '', kept = ''] = await views();
    await this.#walk.send(chair, { page: '/en/views', action: `/en/views/${kept}/rename-view` });
    await this.#walk.send(chair, { page: '/en/views', action: `/en/views/${gone}/delete-view` });
    const calendar = { page: '/en/calendar', action: '/en/calendar/renew-feed', status: 200 };
    await this.#walk.send(lawyer, calendar);
    await this.#walk.send(lawyer, { page: '/en/calendar', action: '/en/calendar/revoke-feed' });
    return kept;
  }

  async appoint(): Promise<string> {
    const { chair, deputyChair, members } = this.#staff;
    const propose = { page: '/en/people', action: '/en/people/propose-appointment' };
    await this.#walk.send(chair, propose, { person: members[0] ?? '', role: 'clerk', lastDay: '' });
    const idOf = async (act: string, by: string): Promise<string> => {
      const page = await this.#walk.open(by, '/en/people');
      return new RegExp(`/en/people/([0-9a-f-]{36})/${act}`).exec(page)?.[1] ?? '';
    };
    const mistaken = await idOf('withdraw-appointment', chair);
    await this.#walk.send(chair, { page: '/en/people', action: `/en/people/${mistaken}/withdraw-appointment` });
    await this.#walk.send(chair, propose, { person: members[0] ?? '', role: 'clerk', lastDay: '' });
    const id = await idOf('confirm-appointment', deputyChair);
    await this.#walk.send(deputyChair, { page: '/en/people', action: `/en/people/${id}/confirm-appointment` });
    await this.#walk.send(deputyChair, { page: '/en/people', action: `/en/people/${id}/end-appointment` });
    const away = { absent: this.#staff.second, from: '2027-02-01', until: '2027-02-05', deputy: '' };
    await this.#walk.send(chair, { page: '/en/people', action: '/en/people/record-absence' }, away);
    const people = await this.#walk.open(chair, '/en/people');
    const absence = /\/en\/people\/absences\/([0-9a-f-]{36})\/end-absence/.exec(people)?.[1] ?? '';
    await this.#walk.send(chair, { page: '/en/people', action: `/en/people/absences/${absence}/end-absence` });
    return id;
  }

  async changeTheLaw(): Promise<string> {
    const { lawyer, second } = this.#staff;
    const propose = (page: string, given: Fields): Promise<Page> => {
      const day = { 'on-day': '11', 'on-month': '1', 'on-year': '2027' };
      return this.#walk.send(lawyer, { page, action: '/en/law/propose/propose-edition' }, { ...day, ...given });
    };
    const others = ['confirm', 'rule&value=complaint_decide', 'quorum&value=cec', 'majority&value=cec', 'workingDay'];
    for (const change of [...others, 'removeDay', 'votingDay', 'pack'])
      await this.#walk.open(lawyer, `/en/law/propose?change=${change}`);
    const page = '/en/law/propose?change=holiday';
    const date = (day: string): Fields => ({ 'day-day': day, 'day-month': '2', 'day-year': '2027' });
    const ofRegistry = '/en/law/propose?change=registryGround&value=civilRecordByPin';
    const rejected = idIn(await propose(ofRegistry, date('10')), 'law/editions');
    await this.#press(second, `/en/law/editions/${rejected}`, 'reject-edition');
    const edition = idIn(await propose(page, date('11')), 'law/editions');
    await this.#press(second, `/en/law/editions/${edition}`, 'confirm-edition');
    return edition;
  }

  async enterOrally(): Promise<string> {
    const { clerk } = this.#staff;
    this.#at.clock.moveTo(momentAt('2027-01-24', '11:05'));
    const received = { 'received-day': '24', 'received-month': '1', 'received-year': '2027', 'received-time': '11:05' };
    const rest = { territory: '', kind: 'voting', language: 'en', confirmed: 'yes', next: 'enter' };
    return idIn(await this.#form(clerk, '/en/intake/oral', { ...received, ...rest }), 'cases');
  }

  /** The training clock last, because it is the installation's; then the way out and in again. */
  async leave(): Promise<void> {
    const { clerk } = this.#staff;
    await startTrainingClock(this.#at.context.database, this.#at.clock.now);
    const move = { page: '/en/clock', action: '/en/clock/move-clock' };
    await this.#walk.send(clerk, move, { amount: '2', unit: 'hours' });
    await this.#walk.send(clerk, { page: '/en', action: '/en/sign-out' });
    await this.#walk.send(clerk, { page: '/en/sign-in', action: '/en/sign-in' }, { to: '/en' });
  }

  async fileOf(id: string): Promise<string> {
    const [row] = await this.#at.context.database.query<{ id: string }>({
      text: 'select id from document where record_id = $1 order by id limit 1',
      values: [id],
    });
    return row?.id ?? '';
  }
}

function idIn({ location, text }: Page, folder: string): string {
  const id = new RegExp(`/${folder}/([0-9a-f-]{36})`).exec(location ?? '')?.[1];
  assert.ok(id, `${folder} in ${String(location)}: ${text.slice(0, 500)}`);
  return id;
}
