import { refuse } from '../refusals.ts';
import type { Refusal } from '../refusals.ts';

/**
 * What is known of a filed document: `notScanned` where no scanner is configured, `waiting` until the scanner has
 * answered, `clean`, `infected`, or `failed` when the scanner answered neither. Only `clean` says that nothing was found.
 */
export const scanStates = ['notScanned', 'waiting', 'clean', 'infected', 'failed'] as const;

export type ScanState = (typeof scanStates)[number];

/**
 * Why a document is not opened, if so. An infected one stays sealed for everybody: FILE_INFECTED. One that waits for the
 * scanner stays closed for staff: FILE_NOT_SCANNED; its complainant may have back what he sent.
 */
export function refusalToOpen(scan: ScanState, reader: 'staff' | 'complainant'): Refusal | undefined {
  if (scan === 'infected') return refuse('FILE_INFECTED');
  return scan === 'waiting' && reader === 'staff' ? refuse('FILE_NOT_SCANNED') : undefined;
}

/** Whether a document may stand open in a browser; one that could not be scanned is only offered to save. */
export function mayBeShown(scan: ScanState): boolean {
  return scan === 'clean' || scan === 'notScanned';
}
