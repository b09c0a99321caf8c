/** Why a document lies with a case. */
export const documentPurposes = [
  'evidence',
  'statement',
  'authority',
  'answer',
  'courtAct',
  'minutes',
  'serving',
] as const;
export type DocumentPurpose = (typeof documentPurposes)[number];
