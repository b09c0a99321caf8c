import { complainantKinds, respondentKinds } from '../../domain/complaints/complaint.ts';
import type {
  ComplainantKind,
  ComplaintKind,
  ComplaintStatus,
  RespondentKind,
} from '../../domain/complaints/complaint.ts';
import type { DecisionStatus } from '../../domain/decisions/decision.ts';
import { LANGUAGES } from '../../domain/language.ts';
import type { Language } from '../../domain/language.ts';
import { remembering } from '../../domain/remember.ts';
import { placeWords } from '../../web-kit/complaints/place-words.ts';
import { say } from '../../wording/say.ts';

/** Where a case happened, as far as the closed lists know; said too when nobody has told. */
export function deskPlaceWords(language: Language, place: Parameters<typeof placeWords>[1]): string {
  return placeWords(language, place) || say(language, 'desk.place-unknown');
}

/** The kind of breach in words. */
export function kindInWords(language: Language, kind: ComplaintKind): string {
  return say(language, `complaints.kind.${kind}`);
}

/** Who complains against whom, by their kinds alone: a list of cases shows nobody's name. */
export function partiesInWords(
  language: Language,
  { complainantKind, respondentKind }: { complainantKind: ComplainantKind; respondentKind: RespondentKind },
): string {
  return partiesOf(`${language} ${complainantKind} ${respondentKind}`);
}

/** Lists say the same ones again and again. */
const partiesOf = remembering(LANGUAGES.length * complainantKinds.length * respondentKinds.length, (asked: string) => {
  const [language, complainantKind, respondentKind] = asked.split(' ') as [Language, ComplainantKind, RespondentKind];
  const complainant = say(language, `complaints.complainantKind.${complainantKind}`);
  if (respondentKind === 'unknown') return complainant;
  return say(language, 'queue.parties', {
    complainant,
    respondent: say(language, `complaints.respondentKind.${respondentKind}`),
  });
});

/** An act that the procedure can wait for. */
export type NextAct =
  | 'registerComplaint'
  | 'cureDefects'
  | 'takeComplaint'
  | 'admitComplaint'
  | 'draftDecision'
  | 'checkDraft'
  | 'placeOnAgenda'
  | 'castVote'
  | 'signDecision'
  | 'proposePublicText'
  | 'approvePublicText';

/** The act that the procedure waits for, whoever may do it. */
export function nextAct(row: {
  status: ComplaintStatus;
  holder: string | null;
  decisionStatus: DecisionStatus | null;
  /** Whether the draft may go on an agenda as far as its check is concerned; true where nobody looked. */
  isChecked?: boolean;
  /** Whether the draft has to be written again before its check or an agenda. */
  isToRevise?: boolean;
}): NextAct {
  const { status, holder, decisionStatus, isChecked = true, isToRevise = false } = row;
  if (status === 'filed') return 'registerComplaint';
  if (status === 'returnedForDefects') return 'cureDefects';
  if (status === 'registered') return holder === null ? 'takeComplaint' : 'admitComplaint';
  if (status === 'admitted' && (decisionStatus === null || isToRevise)) return 'draftDecision';
  if (status === 'admitted') return isChecked ? 'placeOnAgenda' : 'checkDraft';
  if (status === 'onAgenda') return decisionStatus === 'adopted' ? 'signDecision' : 'castVote';
  return decisionStatus === 'publicTextProposed' ? 'approvePublicText' : 'proposePublicText';
}

const stages = ['filed', 'registered', 'admitted', 'drafted', 'onAgenda', 'decided', 'published'] as const;

const sameStage: Partial<Record<ComplaintStatus, ComplaintStatus>> = { returnedForDefects: 'registered' };

/** The stage of a case as seven blocks and a word; an admitted case with a draft is one further. */
export function stageBlocks(language: Language, status: ComplaintStatus, hasDraft: boolean): object {
  const isDrafted = status === 'admitted' && hasDraft;
  const place = stages.findIndex((stage) => stage === (isDrafted ? 'drafted' : (sameStage[status] ?? status)));
  const position = place === -1 ? stages.length : place + 1;
  const word = isDrafted ? say(language, 'desk.stage.draft') : say(language, `complaints.status.${status}`);
  return { total: stages.length, position, word };
}
