import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { FieldRecord, FieldValue } from './field-values.ts';
import type { Person } from './people/person-of-pin.ts';
import { scenarios } from './people/scenario-of-pin.ts';
import type { Scenario } from './people/scenario-of-pin.ts';
import { readYamlFile } from './read-yaml.ts';

const value: z.ZodType<FieldValue> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(value), z.record(z.string(), value)]),
);

const story = z.strictObject({
  /** The scenario whose answer this one changes. */
  extends: z.enum(scenarios).optional(),
  /** HTTP status; REST only. */
  status: z.int().optional(),
  delaySeconds: z.number().positive().optional(),
  answer: z.record(z.string(), value).optional(),
});

/** How one service tells each scenario; what it does not tell is told as `alive`. */
export type ScenarioBook = Readonly<Partial<Record<Scenario, z.output<typeof story>>>>;

/** What a registry answers in a scenario. `answer` may break the contract: then the scenario is about that. */
export interface ToldAnswer {
  status: number;
  delaySeconds: number;
  answer: FieldRecord | undefined;
}

/** The scenarios of a contract's folder; throws `YamlFault` with file, line and cause. */
export function readScenarios(folder: string): ScenarioBook {
  const file = join(folder, 'scenarios.yaml');
  const book = z.partialRecord(z.enum(scenarios), story);
  return readYamlFile(file, readFileSync(file, 'utf8'), book);
}

/** The answer of a scenario; `$name` stands for a value of the person, `$request.name` for one of the request. */
export function tellScenario(book: ScenarioBook, scenario: Scenario, person: Person, request: FieldRecord): ToldAnswer {
  const told = book[scenario] ?? book.alive;
  const base = told?.extends === undefined ? undefined : tellScenario(book, told.extends, person, request);
  const own = told?.answer === undefined ? undefined : (fill(told.answer, person, request) as FieldRecord);
  return {
    status: told?.status ?? base?.status ?? 200,
    delaySeconds: told?.delaySeconds ?? base?.delaySeconds ?? 0,
    answer: own === undefined ? base?.answer : { ...base?.answer, ...own },
  };
}

function fill(template: FieldValue, person: Person, request: FieldRecord): FieldValue {
  if (typeof template === 'string') return template.startsWith('$') ? valueNamed(template, person, request) : template;
  if (typeof template !== 'object' || template === null) return template;
  if (Array.isArray(template)) return template.map((one: FieldValue) => fill(one, person, request));
  const filled: Record<string, FieldValue> = {};
  for (const [key, one] of Object.entries(template)) filled[key] = fill(one, person, request);
  return filled;
}

function valueNamed(template: string, person: Person, request: FieldRecord): FieldValue {
  const [from, name] = template.startsWith('$request.')
    ? ([request, template.slice('$request.'.length)] as const)
    : ([person as FieldRecord, template.slice(1)] as const);
  return from[name] ?? '';
}
