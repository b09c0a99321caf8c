import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';

const personSchema = z.strictObject({
  sub: z.string().regex(/^[0-9a-f]{32}$/),
  name: z.string().min(1),
  nameLatin: z.string().min(1),
  pin: z.string().regex(/^\d{14}$/),
  role: z.enum(['clerk', 'lawyer', 'member', 'chair', 'deputyChair', 'secretary', 'voter']),
  commission: z.enum(['cec', 'tec-sokuluk', 'pec-1086']).optional(),
});

/** An invented person of the demonstration; voters have no commission. */
export type StandInPerson = z.infer<typeof personSchema>;

/** The people of `people.yaml` in their order; throws when two share a `sub` or a PIN. */
export async function readPeople(): Promise<StandInPerson[]> {
  const text = await readFile(new URL('./people.yaml', import.meta.url), 'utf8');
  const people = z.array(personSchema).parse(parse(text));
  for (const field of ['sub', 'pin'] as const) {
    if (new Set(people.map((person) => person[field])).size !== people.length) {
      throw new Error(`people.yaml: two people share a ${field}`);
    }
  }
  return people;
}
