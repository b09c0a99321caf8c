import type { Answer, TransitionTable } from '../records/subject.ts';
import type { RefusalCode } from '../refusals.ts';
import type { LawEditionStatus } from './law-edition.ts';

export const lawEditionActs = [
  'proposeLawEdition',
  'confirmLawEdition',
  'rejectLawEdition',
  'finishLawEdition',
] as const;
export type LawEditionAct = (typeof lawEditionActs)[number];

const to = (status: LawEditionStatus): Answer<LawEditionStatus> => ({ to: status });
const no = (code: RefusalCode): Answer<LawEditionStatus> => ({ refuse: code });

/** The course of a change of the law: every status answers every act. */
export const lawEditionTransitions: TransitionTable<LawEditionStatus, LawEditionAct> = {
  none: {
    proposeLawEdition: to('proposed'),
    confirmLawEdition: no('LAW_EDITION_NOT_PROPOSED'),
    rejectLawEdition: no('LAW_EDITION_NOT_PROPOSED'),
    finishLawEdition: no('LAW_EDITION_NOT_CONFIRMED'),
  },
  proposed: {
    proposeLawEdition: no('RECORD_EXISTS'),
    confirmLawEdition: to('confirmed'),
    rejectLawEdition: to('rejected'),
    finishLawEdition: no('LAW_EDITION_NOT_CONFIRMED'),
  },
  confirmed: {
    proposeLawEdition: no('RECORD_EXISTS'),
    confirmLawEdition: no('LAW_EDITION_CONFIRMED'),
    rejectLawEdition: no('LAW_EDITION_CONFIRMED'),
    finishLawEdition: to('applied'),
  },
  applied: {
    proposeLawEdition: no('RECORD_EXISTS'),
    confirmLawEdition: no('LAW_EDITION_CONFIRMED'),
    rejectLawEdition: no('LAW_EDITION_CONFIRMED'),
    finishLawEdition: no('LAW_EDITION_CONFIRMED'),
  },
  rejected: {
    proposeLawEdition: no('RECORD_EXISTS'),
    confirmLawEdition: no('LAW_EDITION_REJECTED'),
    rejectLawEdition: no('LAW_EDITION_REJECTED'),
    finishLawEdition: no('LAW_EDITION_REJECTED'),
  },
};
