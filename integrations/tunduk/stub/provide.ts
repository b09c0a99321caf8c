import type { FieldRecord, FieldValue } from '../contracts/field-values.ts';
import type { Contract, Field } from '../contracts/contract-schema.ts';
import { personOfPin } from '../contracts/people/person-of-pin.ts';
import { seeded } from '../contracts/people/seeded.ts';
import type { Chance } from '../contracts/people/seeded.ts';
import { scenarioOfPin } from '../contracts/people/scenario-of-pin.ts';
import type { Scenario } from '../contracts/people/scenario-of-pin.ts';
import { tellScenario } from '../contracts/read-scenarios.ts';
import type { OfferedService } from './known-services.ts';
import { replay } from './recordings.ts';
import type { StubContext } from './stub-context.ts';

/** What the provider behind a service answers. */
export interface ProvidedAnswer {
  status: number;
  answer: FieldRecord | undefined;
  delayMs: number;
  scenario: Scenario | 'generated' | 'replayed';
}

/** The answer to a request by the mode of the service: fixture, generated or replay. */
export async function provide(
  context: StubContext,
  offered: OfferedService,
  request: FieldRecord,
): Promise<ProvidedAnswer> {
  const { settings, contract } = offered;
  const { configuration, folder } = context.loaded();
  if (settings.mode === 'replay') {
    const recorded = await replay(folder, settings, contract, request, context.replayPlaces);
    return { ...recorded, delayMs: 0, scenario: 'replayed' };
  }
  if (settings.mode === 'generated') {
    const chance = seeded(`${configuration.seed} ${contract.id} ${JSON.stringify(request)}`);
    return { status: 200, answer: generate(contract.answer, chance), delayMs: 0, scenario: 'generated' };
  }
  const key = personKey(contract, request);
  const scenario = scenarioOfPin(key);
  const told = tellScenario(offered.scenarios(), scenario, personOfPin(key), request);
  return { status: told.status, answer: told.answer, delayMs: told.delaySeconds * 1_000, scenario };
}

/** The PIN or TIN that a request is about: the first text field that holds one, else its first personal field. */
export function personKey(contract: Contract, request: FieldRecord): string {
  const texts = Object.keys(contract.request).flatMap((name) => {
    const value = request[name];
    return typeof value === 'string' && contract.request[name]?.personal !== undefined ? [value] : [];
  });
  return texts.find((text) => /^\d{14}$/.test(text)) ?? texts[0] ?? '';
}

/** Values of every field of a contract, by chance; what a schema allows and no person ever was. */
export function generate(fields: Contract['answer'], chance: Chance): FieldRecord {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([name, field]) => !(field.isOptional && (/^fault|^error$|^status$/i.test(name) || chance.next() < 0.2)))
      .map(([name, field]) => [name, generateField(field, chance)]),
  );
}

function generateField(field: Field, chance: Chance): FieldValue {
  if (field.isNillable && chance.next() < 0.1) return field.isList ? [] : null;
  if (!field.isList) return generateOne(field, chance);
  return Array.from({ length: chance.whole(0, 3) }, () => generateOne(field, chance));
}

function generateOne(field: Field, chance: Chance): FieldValue {
  switch (field.type) {
    case 'group':
      return generate(field.fields, chance);
    case 'integer':
      return chance.whole(0, 999);
    case 'number':
      return chance.whole(0, 99_999) / 100;
    case 'boolean':
      return chance.next() < 0.5;
    case 'date':
      return `20${chance.whole(10, 26)}-0${chance.whole(1, 9)}-1${chance.whole(0, 9)}`;
    case 'dateTime':
      return `20${chance.whole(10, 26)}-0${chance.whole(1, 9)}-1${chance.whole(0, 9)}T00:00:00`;
    case 'base64':
      return Buffer.from(String(chance.whole(0, 1_000_000))).toString('base64');
    case 'text':
      return field.personal === 'pin'
        ? `13102${chance.whole(1950, 2005)}${chance.whole(10_000, 89_999)}`
        : `сөз ${chance.whole(1, 9_999)}`;
  }
}
