import type { RegistryService } from '../registry-service.ts';
import { registryService } from '../registry-service.ts';
import { knownDay, knownText, knownTruth, onlyKnown } from '../take-field.ts';

/** What the civil registry says of a person. `pin` may differ from the one asked for: then the person has two. */
export interface CivilRecord {
  pin: string;
  surname?: string;
  name?: string;
  patronymic?: string;
  sex?: 'female' | 'male';
  /** Calendar days, `YYYY-MM-DD`. */
  bornOn?: string;
  diedOn?: string;
  /** As the registry writes it, `KGZ` for our own. */
  citizenship?: string;
  isPinBlocked?: boolean;
}

const sexes: Record<string, CivilRecord['sex']> = { F: 'female', M: 'male' };

/** The civil registry asked by PIN (`zagsDataByPin`). An absent date of death says nothing about life. */
export const civilRecordByPin: RegistryService<{ pin: string }, CivilRecord> = registryService(import.meta.dirname, {
  request: ({ pin }) => ({ pin, datetimeFormat: true }),
  read: (answer, asked) => ({
    kind: 'ok',
    data: onlyKnown<CivilRecord>({
      pin: knownText(answer, 'pin') ?? asked.pin,
      surname: knownText(answer, 'surname'),
      name: knownText(answer, 'name'),
      patronymic: knownText(answer, 'patronymic'),
      sex: sexes[knownText(answer, 'gender') ?? ''],
      bornOn: knownDay(answer, 'dateOfBirth'),
      diedOn: knownDay(answer, 'deathDate'),
      citizenship: knownText(answer, 'citizenship'),
      isPinBlocked: knownTruth(answer, 'pinBlocked'),
    }),
  }),
});
