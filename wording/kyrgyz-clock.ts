const ones = ['', 'ге', 'ге', 'кө', 'кө', 'ке', 'га', 'ге', 'ге', 'га'];
const tens = ['гө', 'го', 'га', 'га', 'ка', 'гө'];

/**
 * A clock time with the Kyrgyz ending before чейин: «24:00гө», «10:30га», «10:05ке».
 * The ending follows the last number word that is read aloud; a full hour is read with нөл.
 */
export function kyrgyzClockDative(time: string): string {
  const ten = Number(time.at(-2));
  const one = Number(time.at(-1));
  const ending = one === 0 ? tens[ten] : ones[one];
  if (ending === undefined) throw new RangeError(`not a clock time: ${time}`);
  return `${time}${ending}`;
}

/** A clock time with the Kyrgyz ending of *at*: «24:00дө», «10:30да», «10:05те». */
export function kyrgyzClockLocative(time: string): string {
  const ending = kyrgyzClockDative(time).slice(time.length);
  return `${time}${ending.startsWith('г') ? 'д' : 'т'}${ending.slice(1)}`;
}
