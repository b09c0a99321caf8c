import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readYamlFile } from '../read-yaml.ts';
import { seeded } from './seeded.ts';

const words = z.array(z.string().min(1)).min(3);
const sexed = z.strictObject({ female: words, male: words });
const file = z.strictObject({
  named: z.array(
    z.strictObject({
      pin: z.string().regex(/^[12]3102\d{9}$/),
      surname: z.string(),
      name: z.string(),
      patronymic: z.string(),
    }),
  ),
  surnames: sexed,
  names: sexed,
  patronymics: sexed,
  regions: z
    .array(z.strictObject({ region: z.string(), district: z.string(), village: z.string(), street: z.string() }))
    .min(3),
});

const source = join(import.meta.dirname, 'people.yaml');
const kept = readYamlFile(source, readFileSync(source, 'utf8'), file);

/** An invented person as any registry may describe one; all values are text, as the registries send them. */
export type Person = Readonly<Record<string, string>>;

/**
 * The person of an invented PIN: a named one of `people.yaml`, else one made from the PIN, the same each time and in
 * every registry. Sex and year of birth agree with the PIN.
 */
export function personOfPin(pin: string): Person {
  const person = known.get(pin) ?? makePerson(pin);
  if (known.size >= mostKnown) known.clear();
  known.set(pin, person);
  return person;
}

const known = new Map<string, Person>();
const mostKnown = 10_000;

function makePerson(pin: string): Person {
  const chance = seeded(`person ${pin}`);
  const sex = pin.startsWith('1') ? 'female' : 'male';
  const year = /^\d{14}$/.test(pin) ? pin.slice(5, 9) : '1980';
  const two = (least: number, most: number) => String(chance.whole(least, most)).padStart(2, '0');
  const dateOfBirth = `${year}-${two(1, 12)}-${two(1, 28)}`;
  const dateOfDeath = `2026-0${chance.whole(1, 9)}-${two(1, 28)}`;
  const named = kept.named.find((one) => one.pin === pin);
  const surname = named?.surname ?? chance.one(kept.surnames[sex]);
  const name = named?.name ?? chance.one(kept.names[sex]);
  const patronymic = named?.patronymic ?? chance.one(kept.patronymics[sex]);
  const place = chance.one(kept.regions);
  const number = String(chance.whole(1_000_000, 9_999_999));
  return {
    pin,
    otherPin: `${pin.slice(0, 9)}${String((Number(pin.slice(9)) + 1) % 100_000).padStart(5, '0')}`,
    surname,
    name,
    patronymic,
    fullName: `${surname} ${name} ${patronymic}`,
    sexDigit: pin.slice(0, 1),
    genderLetter: sex === 'female' ? 'F' : 'M',
    dateOfBirth,
    dateTimeOfBirth: `${dateOfBirth}T00:00:00`,
    dateOfDeath,
    dateTimeOfDeath: `${dateOfDeath}T00:00:00`,
    passportSeries: 'ID',
    passportNumber: number,
    issuedDate: `202${chance.whole(0, 4)}-0${chance.whole(1, 9)}-${two(1, 28)}`,
    expiredDate: `203${chance.whole(0, 4)}-0${chance.whole(1, 9)}-${two(1, 28)}`,
    ...place,
    house: String(chance.whole(1, 180)),
    flat: String(chance.whole(1, 60)),
    address: `${place.region}, ${place.district}, ${place.village}, ${place.street}`,
    tin: `${chance.whole(0, 2)}${String(chance.whole(1_000_000, 9_999_999))}202${chance.whole(0, 5)}1010`.slice(0, 14),
    employer: `«${chance.one(['Ала-Арча', 'Чүй Агро', 'Нарын Транс', 'Ош Курулуш'])}» ЖЧК`,
    salary: String(chance.whole(18_000, 140_000)),
  };
}
