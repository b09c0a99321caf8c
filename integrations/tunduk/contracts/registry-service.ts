import type { Contract } from './contract-schema.ts';
import { textOfValue } from './field-values.ts';
import type { FieldRecord } from './field-values.ts';
import { readContract } from './read-contract.ts';
import { readScenarios } from './read-scenarios.ts';
import type { ScenarioBook } from './read-scenarios.ts';
import { at } from './take-field.ts';

/** What a registry answers: the data, or one of the answers that are no failure. */
export type RegistryAnswer<Data> = { kind: 'ok'; data: Data } | { kind: 'business'; code: string };

/** A service that can be asked: its contract, how a question becomes fields, and how fields become what we call things. */
export interface RegistryService<Question, Data> {
  contract: Contract;
  /** Where contract, description and scenarios lie. */
  folder: string;
  /** How a stand-in tells the scenarios of this service; read at the first use. */
  scenarios: () => ScenarioBook;
  /** The fields of the request. */
  request: (question: Question) => FieldRecord;
  /** Our words for an answer that the contract has already checked. A business answer does not get here. */
  read: (answer: FieldRecord, question: Question) => RegistryAnswer<Data>;
}

/** A service whose contract lies in `folder`. */
export function registryService<Question, Data>(
  folder: string,
  words: Pick<RegistryService<Question, Data>, 'request' | 'read'>,
): RegistryService<Question, Data> {
  let book: ScenarioBook | undefined;
  return { contract: readContract(folder), folder, scenarios: () => (book ??= readScenarios(folder)), ...words };
}

/** The code of a business answer, by the rows of the contract in their order, or undefined when it is data. */
export function businessCode(contract: Contract, answer: FieldRecord, status: number): string | undefined {
  return contract.business.find((row) => {
    if ('status' in row) return row.status === status;
    const found = at(answer, row.field);
    return found !== undefined && row.in.includes(textOfValue(found));
  })?.code;
}
