import type { Filing } from '../../domain/complaints/filing.ts';

/** A name that stands in no message, no code and no other test data. */
export const plantedName = 'Ыбырайымова';

/** The name in every field a person types of their own accord. */
export const plantedWords = {
  name: plantedName,
  email: `${plantedName}@example.org`,
  phone: plantedName,
  address: plantedName,
  respondent: plantedName,
  statement: plantedName,
  demand: plantedName,
  territory: plantedName,
  precinct: plantedName,
  place: plantedName,
} satisfies Partial<Filing>;
