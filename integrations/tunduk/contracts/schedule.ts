import { Cron } from 'croner';
import { z } from 'zod';

/** A cron expression of five fields that strikes at some time. */
export const schedule = z.string().refine((pattern) => isCron(pattern), 'is not a cron expression of five fields');

/** The name of a time zone, such as `Asia/Bishkek`. */
export const timeZone = z.string().refine((name) => isZone(name), 'is not a time zone');

function isCron(pattern: string): boolean {
  try {
    return new Cron(pattern, { paused: true, mode: '5-part' }).nextRun() !== undefined;
  } catch {
    return false;
  }
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
