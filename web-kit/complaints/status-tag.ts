import type { ComplaintOutcome, ComplaintStatus } from '../../domain/complaints/complaint.ts';
import type { Language } from '../../domain/language.ts';
import { say } from '../../wording/say.ts';
import type { Tag } from '../components.ts';

/** The status of a complaint as a tag; once its decision is published, the outcome, where the surface shows it. */
export function statusTag(
  language: Language,
  { status, outcome = null }: { readonly status: ComplaintStatus; readonly outcome?: ComplaintOutcome | null },
): Tag {
  if (outcome !== null) return { ...outcomeTags[outcome], text: say(language, `complaints.outcome.${outcome}`) };
  return { ...statusTags[status], text: say(language, `complaints.status.${status}`) };
}

const outcomeTags: Record<ComplaintOutcome, Omit<Tag, 'text'>> = {
  granted: { kind: 'granted', icon: 'tick' },
  grantedInPart: { kind: 'granted', icon: 'half' },
  refused: { kind: 'closed', icon: 'minus' },
};

const statusTags: Record<ComplaintStatus, Omit<Tag, 'text'>> = {
  filed: { kind: 'progress', icon: 'stamp' },
  registered: { kind: 'progress', icon: 'stamp' },
  admitted: { kind: 'progress', icon: 'half' },
  onAgenda: { kind: 'progress', icon: 'people' },
  decided: { kind: 'closed', icon: 'tick' },
  published: { kind: 'closed', icon: 'tick' },
  leftUnexamined: { kind: 'outline', icon: 'back' },
  returnedForDefects: { kind: 'disputed', icon: 'back' },
  forwarded: { kind: 'court', icon: 'transfer' },
  withdrawn: { kind: 'outline', icon: 'minus' },
  closed: { kind: 'closed', icon: 'lock' },
};
