import { absenceFromCountry } from './absence-from-country/absence-from-country.ts';
import { actualAddressByPin } from './actual-address/actual-address.ts';
import { bankDeposit } from './bank-deposit/bank-deposit.ts';
import { businessSubjectByTin } from './business-subject/business-subject.ts';
import { citizenshipByPin } from './citizenship/citizenship.ts';
import { civilRecordByPin } from './civil-record/civil-record.ts';
import { criminalRecordOrder } from './criminal-record-order/criminal-record-order.ts';
import { criminalRecordResult } from './criminal-record-result/criminal-record-result.ts';
import { deathActByPin } from './death-act/death-act.ts';
import { diplomaByPin } from './diploma/diploma.ts';
import { disabilityByPin } from './disability/disability.ts';
import { languageCertificate } from './language-certificate/language-certificate.ts';
import { passportByNumber } from './passport/passport.ts';
import { pensionsByPin } from './pension/pension.ts';
import { registeredAddressByPin } from './registered-address/registered-address.ts';
import { religiousActivity } from './religious-activity/religious-activity.ts';
import { taxpayerByInn } from './taxpayer/taxpayer.ts';
import { workPeriodsByPin } from './work-periods/work-periods.ts';
import type { Contract } from './contract-schema.ts';
import type { RegistryService } from './registry-service.ts';

/** Every service that we can ask, by the name under which the product asks it. */
export const registryServices = {
  absenceFromCountry,
  actualAddressByPin,
  bankDeposit,
  businessSubjectByTin,
  citizenshipByPin,
  civilRecordByPin,
  criminalRecordOrder,
  criminalRecordResult,
  deathActByPin,
  diplomaByPin,
  disabilityByPin,
  languageCertificate,
  passportByNumber,
  pensionsByPin,
  registeredAddressByPin,
  religiousActivity,
  taxpayerByInn,
  workPeriodsByPin,
} as const;

/** The contracts of all of them, in one order. */
export const contracts: readonly Contract[] = Object.values(registryServices).map(({ contract }) => contract);

/** Any of the services, for code that passes questions and answers through. */
export type AnyRegistryService = RegistryService<never, unknown>;

/** The contract of an id, or undefined. */
export function contractById(id: string): Contract | undefined {
  return contracts.find((contract) => contract.id === id);
}
