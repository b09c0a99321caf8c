/** What can be hidden in a public text. The block shows the kind, never the value. */
export const hiddenKinds = [
  'complainantName',
  'personName',
  'pin',
  'passport',
  'phone',
  'email',
  'address',
  'bankCard',
  'bankAccount',
  'birthDate',
  'health',
  'other',
] as const;
export type HiddenKind = (typeof hiddenKinds)[number];

/** Why a place is hidden; article and certainty of each are in the law pack. */
export const redactionGrounds = ['personalInformation', 'secrecyOfVote', 'protectedByLaw'] as const;
export type RedactionGround = (typeof redactionGrounds)[number];

/** Why a value that the detector is sure of stays in a public text all the same; chosen by who approves, and kept. */
export const keepingGrounds = ['notPersonal', 'publicOfficial', 'candidate', 'consent', 'alreadyPublic'] as const;
export type KeepingGround = (typeof keepingGrounds)[number];
