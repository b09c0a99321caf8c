import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import fc from 'fast-check';
import { readSoap } from '../protocol/read-soap.ts';
import { valueOf } from '../protocol/read-xml.ts';
import { buildSoapRequest, headerTree } from '../protocol/soap-envelope.ts';
import { writeElements } from '../protocol/write-xml.ts';
import { isXmlRecord } from '../protocol/xml-value.ts';
import { contractSchema } from './contract-schema.ts';
import { ContractBreach, valuesFromJson } from './field-values.ts';
import type { FieldRecord } from './field-values.ts';
import { personOfPin } from './people/person-of-pin.ts';
import { isSyntheticPin, syntheticPin } from './people/pin.ts';
import { scenarioOfPin, scenarioRanges, scenarios } from './people/scenario-of-pin.ts';
import { printDescription } from './print-description.ts';
import { tellScenario } from './read-scenarios.ts';
import { readYamlFile, YamlFault } from './read-yaml.ts';
import { businessCode } from './registry-service.ts';
import { registryServices } from './registry-services.ts';
import { unwrapAnswer, wrapAnswer } from './wrap-values.ts';

const services = Object.values(registryServices);
const pin = '13102198000101';
const asked: FieldRecord = { pin, tin: '00102202010100', number: '1', PIN: pin, inn: pin, series: 'ID', election: 'x' };

function told(service: (typeof services)[number], scenario: (typeof scenarios)[number]) {
  return tellScenario(service.scenarios(), scenario, personOfPin(pin), asked);
}

/** What our client makes of an answer: through the real bytes for SOAP, through JSON for REST. */
function through(service: (typeof services)[number], scenario: (typeof scenarios)[number]): string | object {
  const { contract } = service;
  const { answer = {}, status } = told(service, scenario);
  const business = (values: FieldRecord) => businessCode(contract, values, status);
  if (contract.protocol === 'rest') {
    const early = businessCode(contract, {}, status);
    if (early !== undefined) return early;
    const values = valuesFromJson(contract.answer, JSON.parse(JSON.stringify(answer)));
    return business(values) ?? service.read(values, asked as never);
  }
  const id = { instance: 'x', memberClass: 'GOV', memberCode: '1', subsystem: 's' };
  const content = writeElements(wrapAnswer(contract, answer, asked), 'p');
  const bytes = buildSoapRequest(
    headerTree({ client: id, service: { ...id, service: 's' }, id: '1', userId: 'KG1', issue: '1' }),
    { namespace: contract.soap.namespace, wrapper: contract.soap.answerWrapper, content },
  );
  const read = readSoap(bytes);
  assert.ok(read.kind === 'message');
  const record = valueOf(read.message.wrapper);
  assert.ok(isXmlRecord(record));
  const values = unwrapAnswer(contract, record);
  return business(values) ?? service.read(values, asked as never);
}

for (const service of services) {
  const { contract, folder } = service;

  test(`${contract.id}: the description in its folder says what the contract says`, () => {
    const { file, text } = printDescription(contract, folder);
    assert.equal(readFileSync(file, 'utf8'), text, `${basename(file)} is not up to date: run npm run tunduk:contracts`);
  });

  test(`${contract.id}: every scenario but the broken one keeps the contract, the broken one does not`, () => {
    for (const scenario of scenarios) {
      if (scenario === 'broken') assert.throws(() => through(service, scenario), ContractBreach);
      else assert.ok(through(service, scenario) !== undefined, scenario);
    }
  });

  test(`${contract.id}: not found and an invalid PIN are answers, not failures`, () => {
    const codes = [through(service, 'notFound'), through(service, 'invalidPin')];
    assert.equal(codes[0], 'NOT_FOUND');
    assert.match(JSON.stringify(codes[1]), /^"(PIN|TIN)_INVALID"$/);
  });

  test(`${contract.id}: every request field that names a person is marked as personal`, () => {
    const marked = Object.entries(contract.request).filter(([, field]) => field.personal !== undefined);
    assert.ok(marked.length > 0);
  });

  test(`${contract.id}: a draft says that all of it is ours, and a seen one says what is not known`, () => {
    assert.ok(contract.gaps.includes('legalGround'), 'no legal ground is known yet');
    if (contract.status === 'draft')
      assert.deepEqual(
        ['request', 'answer'].filter((gap) => !contract.gaps.includes(gap as never)),
        [],
      );
    assert.equal(contract.id.startsWith('draft.'), contract.status === 'draft');
    assert.notEqual(contract.status, 'confirmed', 'no owner has confirmed anything yet');
  });
}

for (const { contract, folder } of services.filter((one) => one.contract.protocol === 'rest')) {
  test(`${contract.id}: its description is a valid OpenAPI document`, async () => {
    const { valid, errors } = await new Validator().validate(printDescription(contract, folder).text);
    assert.ok(valid, JSON.stringify(errors));
  });
}

test('every folder of a contract is in the list of services', () => {
  const folders = readdirSync(import.meta.dirname).filter((name) =>
    existsSync(join(import.meta.dirname, name, 'contract.yaml')),
  );
  assert.deepEqual(services.map(({ folder }) => basename(folder)).toSorted(), folders.toSorted());
  assert.equal(new Set(services.map(({ contract }) => contract.id)).size, services.length);
});

test('a person who died, one who is blocked and one of another country are told apart by the civil registry', () => {
  const read = (scenario: (typeof scenarios)[number]) => through(registryServices.civilRecordByPin, scenario);
  const person = personOfPin(pin);
  assert.partialDeepStrictEqual(read('alive'), {
    kind: 'ok',
    data: { pin, surname: 'Сыдыкова', name: 'Айгерим', patronymic: 'Маратовна', sex: 'female', citizenship: 'KGZ' },
  });
  assert.ok(!('diedOn' in (read('alive') as { data: object }).data));
  assert.partialDeepStrictEqual(read('dead'), { data: { diedOn: person['dateOfDeath'] ?? '' } });
  assert.equal(read('blocked'), 'PIN_BLOCKED');
  assert.partialDeepStrictEqual(read('foreign'), { data: { citizenship: 'KAZ' } });
  assert.partialDeepStrictEqual(read('twoPins'), { data: { pin: person['otherPin'] ?? '' } });
});

test('empty and nil fields become not known, never an empty name or a wrong day', () => {
  const answer = through(registryServices.civilRecordByPin, 'emptyStrings') as { data: object };
  assert.deepEqual(
    Object.keys(answer.data).filter((key) => ['patronymic', 'bornOn', 'diedOn'].includes(key)),
    [],
  );
});

test('a list with one member is a list', () => {
  assert.partialDeepStrictEqual(through(registryServices.businessSubjectByTin, 'alive'), {
    data: { founders: [{ share: '100' }] },
  });
  assert.partialDeepStrictEqual(through(registryServices.workPeriodsByPin, 'twoPins'), {
    data: { periods: [{ salary: 100.5 }, { to: '2020-01-01' }] },
  });
});

test('a criminal record that is not known is not taken for none', () => {
  const read = (scenario: (typeof scenarios)[number]) => through(registryServices.criminalRecordResult, scenario);
  assert.equal(read('dead'), 'PENDING');
  assert.partialDeepStrictEqual(read('foreign'), { data: { hasRecord: true } });
  assert.ok(!('hasRecord' in (read('emptyStrings') as { data: object }).data));
});

test('invented PINs are of a day that does not exist, and their ranges choose the scenario', () => {
  for (const { from, to, scenario } of scenarioRanges) {
    for (const serial of [from, to]) assert.equal(scenarioOfPin(syntheticPin('male', 1980, serial)), scenario);
  }
  assert.equal(scenarioOfPin(syntheticPin('female', 1980, 1)), 'alive');
  assert.equal(scenarioOfPin('12802198000001'), 'notFound', 'a PIN that could be real is never answered');
  for (const bad of ['', '1', '1310219800010x', '131021980001010']) assert.equal(scenarioOfPin(bad), 'invalidPin');
});

test('property: a person of a PIN is the same each time, and sex and year agree with the PIN', () => {
  const parts = fc.tuple(
    fc.constantFrom('female', 'male'),
    fc.integer({ min: 1900, max: 2008 }),
    fc.nat({ max: 99_999 }),
  );
  fc.assert(
    fc.property(parts, ([sex, year, serial]) => {
      const one = syntheticPin(sex as 'female', year, serial);
      const person = personOfPin(one);
      assert.ok(isSyntheticPin(one) && isSyntheticPin(person['otherPin'] ?? ''));
      assert.deepEqual(person, personOfPin(one));
      assert.equal(person['genderLetter'], sex === 'female' ? 'F' : 'M');
      assert.equal(person['dateOfBirth']?.slice(0, 4), String(year));
    }),
  );
});

test('a contract with a fault names file, line and fault, all of them at once', () => {
  const file = join(registryServices.taxpayerByInn.folder, 'contract.yaml');
  const text = readFileSync(file, 'utf8')
    .replace('status: seen', 'status: certain')
    .replace('effect: read', 'effect: read\nsurprise: true');
  assert.throws(
    () => readYamlFile(file, text, contractSchema),
    (error) => {
      assert.ok(error instanceof YamlFault);
      const lineOf = (part: string) => text.split('\n').findIndex((line) => line.startsWith(part)) + 1;
      assert.match(error.message, new RegExp(`^contract\\.yaml:${lineOf('status')}: status: `, 'm'));
      assert.match(error.message, new RegExp(`^contract\\.yaml:${lineOf('surprise')}: .*surprise`, 'm'));
      return true;
    },
  );
  assert.throws(() => readYamlFile('x.yaml', 'a: 1\nb: [', contractSchema), /^YamlFault: x\.yaml:2: /);
});
