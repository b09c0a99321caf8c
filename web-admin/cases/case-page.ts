import type { Language } from '../../domain/language.ts';
import type { Refusal } from '../../domain/refusals.ts';
import { openCase } from '../../operations/complaints/open-case.ts';
import type { OpenedCase } from '../../operations/complaints/open-case.ts';
import type { Stage } from '../../web-kit/components.ts';
import type { Link } from '../../web-kit/frame.ts';
import { millisecondsBetween } from '../../domain/time/instant.ts';
import { dayTimeShort } from '../../wording/dates.ts';
import { duration } from '../../wording/durations.ts';
import { say } from '../../wording/say.ts';
import { commissionName } from '../desk-frame.ts';
import { forgetInBrowser, keptInBrowser } from '../desk-cookie.ts';
import { awayInWords } from '../people/away-words.ts';
import { queueCrumb, queueLink } from '../queue/queue-place.ts';
import { refused } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';
import { checksModel } from '../decisions/check-model.ts';
import { decisionView } from '../../web-kit/decisions/decision-view.ts';
import { caseActs } from './case-acts.ts';
import { caseDetails } from './case-details.ts';
import { caseFile } from './case-file.ts';
import { caseHistory, eventInWords, historyLinks, historyPart, lastChanges } from './case-history.ts';
import { caseNotes } from './case-notes.ts';
import { statusTag } from '../../web-kit/complaints/status-tag.ts';
import { deskPlaceWords, kindInWords } from './case-words.ts';
import { procedureModel } from './procedure-model.ts';
import { clockCard } from './clock-card.ts';
import { refusedForm } from '../form-id.ts';
import { similarCases } from './similar-cases.ts';

/** The page of a case: clock, stages, parties, documents, history, what can be done and what not. */
export async function casePage(
  visit: StaffVisit,
  said: { refusal?: Refusal['refusal']; done?: string } = {},
): Promise<Answer> {
  const { language, params, context, actor } = visit;
  const outcome = await openCase(context, actor, { complaintId: params['id'] ?? '' });
  if (!outcome.ok) return refused(outcome);
  const opened = outcome.value;
  return {
    kind: 'page',
    view: 'cases/case.njk',
    title: kindInWords(language, opened.complaint.kind),
    crumbs: caseCrumbs(visit, opened.complaint),
    model: {
      ...caseModel(language, opened, actor.personId),
      ...historyModel(visit, opened),
      notes: caseNotes(visit, opened, said.refusal),
      similar: similarCases(language, opened),
      ...procedureModel(language, opened),
      lastChanges: said.refusal?.code === 'STALE_VERSION' ? lastChanges(language, opened) : [],
    },
    ...justDone(visit, opened),
    ...said,
    ...refusedForm(visit, said.refusal, `/${language}/cases/${opened.complaint.id}#notes`),
  };
}

/** The history or the part of it that the address asks for, with the links to the parts. */
function historyModel({ language, query }: StaffVisit, opened: OpenedCase) {
  const part = historyPart(query['history']);
  const path = `/${language}/cases/${opened.complaint.id}`;
  const history = caseHistory(language, opened, part);
  return {
    history: history.slice(0, latest),
    historyBefore: history.slice(latest),
    historyParts: historyLinks(language, opened, path, part),
  };
}

/** The way from the queue, as it was last seen, to a case. */
export function caseCrumbs(visit: StaffVisit, { number, id }: { number: string; id: string }, here?: string) {
  const { language } = visit;
  const queue = queueCrumb(visit, id);
  const own = { text: number, href: `/${language}/cases/${id}` };
  return here === undefined
    ? [queue, { ...own, current: true }]
    : [queue, own, { text: here, href: '#main', current: true }];
}

/** What this person did on the case a moment ago, said once, with the way back to its row of the queue. */
function justDone(visit: StaffVisit, { complaint, events }: OpenedCase): { done?: string; doneLink?: Link } {
  if (keptInBrowser(visit, 'done') !== complaint.id) return {};
  forgetInBrowser(visit, 'done');
  const own = events.find(({ personId, kind }) => personId === visit.actor.personId && !kind.startsWith('TERM_'));
  if (own === undefined) return {};
  const { language } = visit;
  const done = `${eventInWords(language, own).sentence}, ${dayTimeShort(language, own.legalAt)}.`;
  return { done, doneLink: queueLink(visit, complaint.id) };
}

/** Entries of the history that stand open. */
const latest = 12;

/** The view model of a case. */
export type CaseModel = ReturnType<typeof caseModel>;

function caseModel(language: Language, opened: OpenedCase, me: string) {
  const { complaint, details, commission, decision } = opened;
  const path = `/${language}/cases/${complaint.id}`;
  return {
    number: complaint.number,
    version: opened.version,
    status: statusTag(language, { status: complaint.status }),
    facts: headFacts(language, opened),
    clock: clockCard(language, opened),
    stages: stagesOf(language, opened),
    commission: commissionName(language, commission),
    details: caseDetails(language, opened),
    statement: details.statement,
    demand: details.demand,
    statementLanguage: complaint.language,
    warnings: complaint.warnings.map((warning) => say(language, `complaints.warning.${warning}`)),
    documents: details.documents.map((document) => caseFile(language, document, `${path}/files/${document.id}`)),
    print: `${path}/print`,
    ...(opened.acts.some(({ act, refusal }) => act === 'renewReceiptCode' && refusal === null)
      ? { receipt: `${path}/receipt` }
      : {}),
    draft: decision?.text && {
      title: decision.text.body.title,
      language: decision.text.language,
      operative: decisionView(decision.text.body).operative,
      checks: checksModel(language, opened),
      version: decision.text.version,
      outcome: say(language, `complaints.outcome.${decision.state.outcome}`),
      hash: decision.text.hash,
      href: `/${language}/decisions/${decision.state.id}`,
    },
    readers: opened.readers.map(({ personId, lastAt }) => ({
      name: opened.names.get(personId) ?? say(language, 'desk.actor.staff'),
      when: dayTimeShort(language, lastAt),
    })),
    acts: caseActs(language, opened, me),
  };
}

function headFacts(language: Language, { complaint, names, away }: OpenedCase): object[] {
  const holder = complaint.holder === null ? null : names.get(complaint.holder);
  const absence = away.find(({ personId }) => personId === complaint.holder);
  const held = holder ?? say(language, 'desk.holder.none');
  return [
    {
      key: say(language, 'desk.fact.holder'),
      value: absence ? `${held} (${awayInWords(language, absence.until, absence.deputies)})` : held,
    },
    ...rapporteurFact(language, complaint.rapporteur, names),
    { key: say(language, 'desk.fact.received'), value: dayTimeShort(language, complaint.receivedAt) },
    ...enteredFacts(language, complaint),
    { key: say(language, 'desk.fact.place'), value: deskPlaceWords(language, complaint) },
    {
      key: say(language, 'desk.fact.complainant'),
      value: say(language, `complaints.complainantKind.${complaint.complainantKind}`),
    },
    {
      key: say(language, 'desk.fact.respondent'),
      value: say(language, `complaints.respondentKind.${complaint.respondentKind}`),
    },
  ];
}

function rapporteurFact(language: Language, rapporteur: string | null, names: OpenedCase['names']): object[] {
  if (rapporteur === null) return [];
  return [
    { key: say(language, 'case-page.rapporteur'), value: names.get(rapporteur) ?? say(language, 'desk.actor.staff') },
  ];
}

/** For what a clerk entered: when, and how long after the receipt. */
function enteredFacts(language: Language, { receivedAt, enteredAt }: OpenedCase['complaint']): object[] {
  if (enteredAt === undefined) return [];
  const length = duration(language, millisecondsBetween(receivedAt, enteredAt));
  const value = say(language, 'desk.fact.entered-value', { moment: dayTimeShort(language, enteredAt), length });
  return [{ key: say(language, 'desk.fact.entered'), value }];
}

function stagesOf(language: Language, { complaint, openSittings, deadlines }: OpenedCase): Stage[] {
  const { receivedAt, registeredAt, admittedAt, decidedAt, publishedAt, status, sittingId } = complaint;
  const sitting = openSittings.find(({ id }) => id === sittingId)?.startsAt ?? null;
  const isLate = deadlines.some(({ state }) => state === 'metLate' || state === 'missed');
  const steps: readonly { key: string; at: typeof receivedAt | null; isNow: boolean; late?: boolean }[] = [
    { key: 'filed', at: receivedAt, isNow: false },
    { key: 'registered', at: registeredAt, isNow: status === 'filed' },
    { key: 'admitted', at: admittedAt, isNow: status === 'registered' },
    { key: 'draft', at: status === 'admitted' ? null : (sitting ?? decidedAt), isNow: status === 'admitted' },
    { key: 'decided', at: decidedAt, isNow: status === 'onAgenda', late: isLate },
    { key: 'published', at: publishedAt, isNow: status === 'decided' },
  ];
  return steps.map(({ key, at, isNow, late }) => ({
    state: isNow ? 'now' : stageState(at !== null, late === true, status === 'leftUnexamined'),
    name: say(language, `desk.stage.${key}`),
    ...(at === null || isNow ? {} : { when: dayTimeShort(language, at) }),
  }));
}

function stageState(isDone: boolean, isLate: boolean, isClosed: boolean): Stage['state'] {
  if (isDone) return isLate ? 'late' : 'done';
  return isClosed ? 'skipped' : 'ahead';
}
