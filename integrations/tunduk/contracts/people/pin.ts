/**
 * A PIN (ПИН) is 14 digits: sex (1 female, 2 male), day, month and year of birth, five more (reference §2.3). Ours
 * are all born on a 31 February, so none can be a real person's.
 */
const synthetic = /^[12]3102(?:19|20)\d{2}\d{5}$/;

/** Whether a text has the form of a PIN. */
export function isPin(text: string): boolean {
  return /^\d{14}$/.test(text);
}

/** Whether a PIN can only be an invented one. */
export function isSyntheticPin(pin: string): boolean {
  return synthetic.test(pin);
}

/** An invented PIN. `serial` is its last five digits, which choose the scenario; throws on numbers out of range. */
export function syntheticPin(sex: 'female' | 'male', year: number, serial: number): string {
  const pin = `${sex === 'female' ? 1 : 2}3102${year}${String(serial).padStart(5, '0')}`;
  if (!isSyntheticPin(pin)) throw new RangeError('year or serial out of range');
  return pin;
}

/** Whether a TIN (ИНН) of an organisation can only be an invented one: ours begin with two zeros. */
export function isSyntheticTin(tin: string): boolean {
  return /^00\d{12}$/.test(tin);
}
