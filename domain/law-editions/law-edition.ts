import type { Language } from '../language.ts';
import type { EditionChange } from '../law/editions/edition-change.ts';
import type { PackText } from '../law/law-pack.ts';
import type { RecordState } from '../records/subject.ts';
import type { CalendarDay } from '../time/calendar-day.ts';
import type { Instant } from '../time/instant.ts';

/** Proposed by one person, confirmed or rejected by another; applied when every open case has come under it. */
export const lawEditionStatuses = ['proposed', 'confirmed', 'applied', 'rejected'] as const;
export type LawEditionStatus = (typeof lawEditionStatuses)[number];

/** The act of law or of the commission that changes the law: its name and number, its day, the place, and its words. */
export type EditionGround = { act: string; day: CalendarDay; article: string; text: string; language: Language };

/** What is proposed: the change as data and the hash of the complete new pack. All of it is public once confirmed. */
export type EditionProposal = {
  title: PackText;
  ground: EditionGround;
  changes: readonly EditionChange[];
  packId: string;
  /** The version that the pack gets; one more than the one in force. */
  proposedVersion: number;
  /** SHA-256 of the canonical text of the complete new pack. */
  packHash: string;
};

export type LawEditionState = RecordState<LawEditionStatus> &
  EditionProposal & {
    number: string;
    proposedBy: string;
    proposedAt: Instant;
    confirmedBy: string | null;
    confirmedAt: Instant | null;
    rejectedBy: string | null;
    appliedAt: Instant | null;
    /** Open cases that came under this version, and how many of them had an end moved; known when applied. */
    cases: number | null;
    movedCases: number | null;
  };
