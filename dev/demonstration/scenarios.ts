import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { complaintKinds, respondentKinds } from '../../domain/complaints/complaint.ts';

const words = z.strictObject({
  respondent: z.string(),
  place: z.string(),
  statement: z.string(),
  demand: z.string(),
  title: z.string(),
  finding: z.string(),
  granted: z.string(),
  refused: z.string(),
});

const scenario = z.strictObject({
  kind: z.enum(complaintKinds),
  respondentKind: z.enum(respondentKinds),
  ky: words,
  ru: words,
  en: words,
});

/** What an invented complaint says, in three languages. */
export type Scenario = z.infer<typeof scenario>;

export function readScenarios(): Scenario[] {
  const text = readFileSync(new URL('scenarios.yaml', import.meta.url), 'utf8');
  return z.array(scenario).parse(parse(text));
}
