import { resolve } from 'node:path';

/**
 * A path as the caller of a command meant it: npm goes to the folder of the package before it runs a command and leaves the
 * folder in which it was called in `INIT_CWD`.
 */
export function fromCaller(path: string): string {
  return resolve(callersFolder(), path);
}

/** The folder in which a command was called. */
export function callersFolder(): string {
  return process.env['INIT_CWD'] ?? process.cwd();
}
