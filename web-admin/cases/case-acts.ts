import type { AccessRule } from '../../domain/access/can.ts';
import type { DecisionState } from '../../domain/decisions/decision.ts';
import { isDraftChecked } from '../../domain/decisions/is-draft-checked.ts';
import { isDraftToRevise } from '../../domain/decisions/is-draft-to-revise.ts';
import type { Language } from '../../domain/language.ts';
import type { LawPack } from '../../domain/law/law-pack.ts';
import type { OpenedCase } from '../../operations/complaints/open-case.ts';
import type { CaseAct, JudgedAct } from '../../operations/records/allowed-acts.ts';
import type { IconName } from '../../web-kit/icons.ts';
import { articleLabel } from '../../wording/law-references.ts';
import { sayRefusal } from '../../wording/refusals.ts';
import { say } from '../../wording/say.ts';
import { rolesInWords } from '../desk-frame.ts';
import { nextAct } from './case-words.ts';
import { onOneThing, pressingActs, procedureIcons, procedurePaths } from './procedure-looks.ts';

/** An act of the panel: a form that acts at once, or a link to the page where its words are given. */
export type PanelAct = {
  text: string;
  href: string;
  isForm: boolean;
  isPrimary: boolean;
  icon: IconName;
  consequence: string;
  /** Hidden fields of a form besides the version. */
  fields?: Readonly<Record<string, string>>;
};

/** The panel: what presses now, what else is possible, and what is not, the likelier first. */
export type CaseActPanel = {
  can: readonly PanelAct[];
  canMore: readonly PanelAct[];
  cannot: readonly object[];
  cannotMore: readonly object[];
};

const icons: Record<CaseAct, IconName> = {
  registerComplaint: 'stamp',
  takeComplaint: 'person',
  admitComplaint: 'tick',
  draftDecision: 'pencil',
  checkDraft: 'tick',
  placeOnAgenda: 'people',
  signDecision: 'pencil',
  proposePublicText: 'eye-off',
  approvePublicText: 'shield',
  renewReceiptCode: 'key',
  ...procedureIcons,
};

const paths: Record<CaseAct, string> = {
  registerComplaint: 'register-complaint',
  takeComplaint: 'take-complaint',
  admitComplaint: 'admit-complaint',
  draftDecision: 'draft-decision',
  checkDraft: '',
  placeOnAgenda: 'place-on-agenda',
  signDecision: '',
  proposePublicText: 'propose-public-text',
  approvePublicText: 'approve-public-text',
  renewReceiptCode: 'renew-receipt-code',
  ...procedurePaths,
};

const atOnce: readonly CaseAct[] = ['registerComplaint', 'takeComplaint', 'admitComplaint', 'renewReceiptCode'];
const ofDecision: readonly CaseAct[] = ['checkDraft', 'signDecision', 'proposePublicText', 'approvePublicText'];

/** The act panel of a case: what can be done now by this person, and everything else with the reason. */
export function caseActs(language: Language, opened: OpenedCase, me: string): CaseActPanel {
  const { complaint, decision, acts } = opened;
  const next = nextAct({
    ...complaint,
    decisionStatus: decision?.state.status ?? null,
    isChecked: isChecked(decision?.state, opened.pack),
    isToRevise: decision !== null && decision !== undefined && isDraftToRevise(decision.state),
  });
  const isMine = (act: CaseAct): boolean => act === 'takeComplaint' && complaint.holder === me;
  const pressing = pressingActs(opened);
  const isPressing = ({ act }: JudgedAct): boolean => act === next || pressing.includes(act);
  const can = acts
    .filter(({ act, refusal }) => refusal === null && !isMine(act))
    .toSorted((one, other) => Number(other.act === next) - Number(one.act === next));
  const cannot = acts.filter(({ act, refusal }) => refusal !== null || isMine(act));
  const panelAct = ({ act }: JudgedAct): PanelAct => ({
    text: say(language, `desk.act.${act}`),
    href: addressOf(language, opened, act),
    isForm: atOnce.includes(act),
    isPrimary: act === next,
    icon: icons[act],
    consequence: say(language, `desk.consequence.${act}`),
    ...onOneThing(language, opened, act),
  });
  const locked = (judged: JudgedAct): object =>
    isMine(judged.act)
      ? { text: say(language, 'desk.act.takeComplaint'), reason: say(language, 'desk.holder.you') }
      : lockedAct(language, opened, judged);
  return {
    can: [...can.filter(isPressing).map(panelAct), ...toItem(language, opened)],
    canMore: can.filter((judged) => !isPressing(judged)).map(panelAct),
    cannot: cannot.filter(isPressing).map(locked),
    cannotMore: cannot.filter((judged) => !isPressing(judged)).map(locked),
  };
}

/** The way to the item of the agenda, where the case is voted on or taken off. */
function toItem(language: Language, { complaint, decision }: OpenedCase): PanelAct[] {
  const { sittingId = null, itemId = null } = decision?.state ?? {};
  if (complaint.status !== 'onAgenda' || sittingId === null || itemId === null) return [];
  const href = `/${language}/sittings/${sittingId}/items/${itemId}`;
  const text = say(language, 'case-page.to-item');
  return [{ text, href, isForm: false, isPrimary: false, icon: 'people', consequence: '' }];
}

function addressOf(language: Language, { complaint, decision }: OpenedCase, act: CaseAct): string {
  const place = ofDecision.includes(act) ? `decisions/${decision?.state.id ?? ''}` : `cases/${complaint.id}`;
  return `/${language}/${place}${paths[act] === '' ? '' : `/${paths[act]}`}`;
}

/** Whether the draft may go on an agenda as far as its check is concerned. */
function isChecked(decision: DecisionState | undefined, pack: LawPack): boolean {
  return !pack.decisions.draftCheck.required || decision === undefined || isDraftChecked(decision);
}

function lockedAct(language: Language, { pack }: OpenedCase, { act, refusal, access, article }: JudgedAct): object {
  const code = refusal?.code ?? 'NOT_ALLOWED';
  const who = say(language, 'desk.who-may', { roles: whoMay(language, access) });
  const reason =
    code === 'NOT_ALLOWED'
      ? who
      : sayRefusal(language, { code, ...(refusal === null ? {} : { details: refusal.details }) });
  return {
    text: say(language, `desk.act.${act}`),
    reason,
    ...(code === 'NOT_ALLOWED' ? {} : { who }),
    code,
    ...(article === null ? {} : { norm: { text: articleLabel(language, pack, article) } }),
  };
}

function whoMay(language: Language, access: AccessRule): string {
  return rolesInWords(language, access.own ?? []);
}
