import { can } from '../../domain/access/can.ts';
import type { AccessRule } from '../../domain/access/can.ts';
import { complaintActDefinitions } from '../../domain/complaints/complaint-acts.ts';
import type { QueueView } from '../../domain/complaints/queue-view.ts';
import { decisionActDefinitions } from '../../domain/decisions/decision-acts.ts';
import { isDraftToRevise } from '../../domain/decisions/is-draft-to-revise.ts';
import type { Language } from '../../domain/language.ts';
import { sittingActDefinitions } from '../../domain/sittings/sitting-acts.ts';
import type { QueueRow } from '../../operations/complaints/list-queue.ts';
import { say } from '../../wording/say.ts';
import { nextAct } from '../cases/case-words.ts';
import type { NextAct } from '../cases/case-words.ts';
import { rolesInWords } from '../desk-frame.ts';
import type { StaffVisit } from '../visit.ts';

/**
 * What a case waits for. `nextHref` is where this person does it, null where it is not theirs to do; `by` says then who
 * does, empty where the row tells it: it names the holder, or the sitting.
 */
export type NextStep = { next: string; nextHref: string | null; by: string };

const access: Record<NextAct, AccessRule> = {
  registerComplaint: complaintActDefinitions.registerComplaint.access,
  cureDefects: complaintActDefinitions.cureDefects.access,
  takeComplaint: complaintActDefinitions.takeComplaint.access,
  admitComplaint: complaintActDefinitions.admitComplaint.access,
  draftDecision: decisionActDefinitions.draftDecision.access,
  checkDraft: decisionActDefinitions.checkDraft.access,
  placeOnAgenda: complaintActDefinitions.placeComplaintOnAgenda.access,
  castVote: sittingActDefinitions.castVote.access,
  signDecision: decisionActDefinitions.signDecision.access,
  proposePublicText: decisionActDefinitions.proposePublicText.access,
  approvePublicText: decisionActDefinitions.approvePublicText.access,
};

/** Acts of the one lawyer who holds the case, or of who stands in for them. */
const ofHolder: readonly NextAct[] = ['admitComplaint', 'draftDecision'];

/** The next step of a case of the queue, as the person who looks sees it; what waits for others says for whom. */
export function nextStep(visit: StaffVisit, row: QueueRow, view: QueueView): NextStep {
  const { language } = visit;
  const href = `/${language}/cases/${row.id}`;
  if (view === 'toServe') return mine(say(language, 'desk.act.serveCopy'), `${href}/serve-copy`);
  if (row.status === 'returnedForDefects') return waits(say(language, 'queue.next.applicant'));
  if (row.joinedTo !== null) return mine(say(language, 'queue.next.joined'), `/${language}/cases/${row.joinedTo}`);
  if (row.band === 'waiting') return waits(say(language, 'queue.next.suspended'));
  const act = nextAct({ ...row, isToRevise: row.draft !== null && isDraftToRevise(row.draft) });
  const words = say(language, `desk.act.${act}`);
  const others = doneBy(visit, row, act);
  if (others !== null) return waits(words, others);
  return mine(words, pageOfAct(language, row, act));
}

/** Where an act is done: its own page; an act of one button is on the page of the case. */
function pageOfAct(language: Language, { id, decisionId, sittingId }: QueueRow, act: NextAct): string {
  const [onCase, onDecision] = [`/${language}/cases/${id}`, `/${language}/decisions/${decisionId ?? ''}`];
  if (act === 'draftDecision') return `${onCase}/draft-decision`;
  if (act === 'placeOnAgenda') return `${onCase}/place-on-agenda`;
  if (act === 'castVote' && sittingId !== null) return `/${language}/sittings/${sittingId}`;
  if (decisionId === null) return `${onCase}#acts`;
  if (act === 'checkDraft') return `${onDecision}#check`;
  if (act === 'signDecision') return onDecision;
  if (act === 'proposePublicText') return `${onDecision}/propose-public-text`;
  return act === 'approvePublicText' ? `${onDecision}/approve-public-text` : `${onCase}#acts`;
}

function mine(next: string, nextHref: string): NextStep {
  return { next, nextHref, by: '' };
}

function waits(next: string, by = ''): NextStep {
  return { next, nextHref: null, by };
}

/** Who does an act that is not this person's; null when it is. */
function doneBy({ language, actor, place }: StaffVisit, row: QueueRow, act: NextAct): string | null {
  const isOwn = row.commissionId === place.commission.id;
  if (!isOwn || !can(actor, access[act], place.commission))
    return act === 'castVote' ? '' : whoMay(language, access[act]);
  const { drafter = null, publicTextBy = null } = row.draft ?? {};
  const me = actor.personId;
  if (act === 'checkDraft' && drafter === me) return say(language, 'queue.next.other-lawyer');
  if (act === 'approvePublicText' && (drafter === me || publicTextBy === me))
    return say(language, 'queue.next.other-person');
  const isAnothers = row.holder !== null && row.holder !== me && row.holderAwayUntil === null;
  return ofHolder.includes(act) && isAnothers ? '' : null;
}

function whoMay(language: Language, { own = [] }: AccessRule): string {
  return say(language, 'desk.who-may', { roles: rolesInWords(language, own) });
}
