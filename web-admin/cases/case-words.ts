import type { ComplaintKind, ComplaintStatus } from '../../domain/complaints/complaint.ts';
import type { DecisionStatus } from '../../domain/decisions/decision.ts';
import type { Language } from '../../domain/language.ts';
import { isTerritory } from '../../domain/places/territories.ts';
import type { Tag } from '../../web-kit/components.ts';
import { say } from '../../wording/say.ts';

/** Where a case happened, as far as the closed lists know. */
export function placeInWords(language: Language, place: { territory: string | null; precinct: string | null }): string {
  const { territory, precinct } = place;
  const known =
    territory === null ? null : isTerritory(territory) ? say(language, `territories.${territory}`) : territory;
  const station = precinct === null ? null : say(language, 'desk.precinct', { n: precinct });
  return [known, station].filter((part) => part !== null).join(', ') || say(language, 'desk.place-unknown');
}

/** The kind of breach in words. */
export function kindInWords(language: Language, kind: ComplaintKind): string {
  return say(language, `complaints.kind.${kind}`);
}

/** The act that the procedure waits for, whoever may do it. */
export function nextAct(row: {
  status: ComplaintStatus;
  holder: string | null;
  decisionStatus: DecisionStatus | null;
}): string {
  const { status, holder, decisionStatus } = row;
  if (status === 'filed') return 'registerComplaint';
  if (status === 'registered') return holder === null ? 'takeComplaint' : 'admitComplaint';
  if (status === 'admitted') return decisionStatus === null ? 'draftDecision' : 'placeOnAgenda';
  if (status === 'onAgenda') return decisionStatus === 'adopted' ? 'signDecision' : 'castVote';
  return decisionStatus === 'publicTextProposed' ? 'approvePublicText' : 'proposePublicText';
}

const stages: readonly ComplaintStatus[] = ['filed', 'registered', 'admitted', 'onAgenda', 'decided', 'published'];

/** The stage of a case as blocks and a word. */
export function stageBlocks(language: Language, status: ComplaintStatus): object {
  const position = status === 'leftUnexamined' ? stages.length : stages.indexOf(status) + 1;
  return { total: stages.length, position, word: say(language, `complaints.status.${status}`) };
}

/** The status of a complaint as a tag. */
export function statusTag(language: Language, status: ComplaintStatus): Tag {
  const kinds: Record<ComplaintStatus, Pick<Tag, 'kind' | 'icon'>> = {
    filed: { kind: 'progress', icon: 'stamp' },
    registered: { kind: 'progress', icon: 'stamp' },
    admitted: { kind: 'progress', icon: 'half' },
    onAgenda: { kind: 'progress', icon: 'people' },
    decided: { kind: 'closed', icon: 'tick' },
    published: { kind: 'closed', icon: 'tick' },
    leftUnexamined: { kind: 'outline', icon: 'back' },
  };
  return { ...kinds[status], text: say(language, `complaints.status.${status}`) };
}
