import { isPin, isSyntheticPin, isSyntheticTin } from './pin.ts';

/** The stories that a registry can tell, by which every contract is tried. */
export const scenarios = [
  'alive',
  'dead',
  'blocked',
  'foreign',
  'twoPins',
  'notFound',
  'invalidPin',
  'emptyStrings',
  'slow',
  'broken',
] as const;

/** One of them. */
export type Scenario = (typeof scenarios)[number];

/** The last five digits of an invented PIN choose the scenario; what is in no range is alive. */
export const scenarioRanges: readonly { from: number; to: number; scenario: Scenario }[] = [
  { from: 90_000, to: 90_999, scenario: 'dead' },
  { from: 91_000, to: 91_999, scenario: 'blocked' },
  { from: 92_000, to: 92_999, scenario: 'foreign' },
  { from: 93_000, to: 93_999, scenario: 'twoPins' },
  { from: 94_000, to: 94_999, scenario: 'notFound' },
  { from: 95_000, to: 95_999, scenario: 'emptyStrings' },
  { from: 96_000, to: 96_999, scenario: 'slow' },
  { from: 97_000, to: 97_999, scenario: 'broken' },
];

/**
 * The scenario of a PIN, or of the TIN of an organisation: what is no PIN is invalid, and a PIN that could be a real person's is always *not
 * found*.
 */
export function scenarioOfPin(pin: string): Scenario {
  if (!isPin(pin)) return 'invalidPin';
  if (!isSyntheticPin(pin) && !isSyntheticTin(pin)) return 'notFound';
  const serial = Number(pin.slice(-5));
  return scenarioRanges.find(({ from, to }) => serial >= from && serial <= to)?.scenario ?? 'alive';
}
