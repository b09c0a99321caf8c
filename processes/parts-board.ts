import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const partNames = [
  'database',
  'documents',
  'portal',
  'desk',
  'worker',
  'ledger',
  'engine',
  'mailbox',
  'sign-in',
  'tunduk',
] as const;

export type PartName = (typeof partNames)[number];

const partState = z.strictObject({
  /** `up`, `starting`, `absent`, `failed`, `stopped`, or a sentence such as `building 3 of about 7 minutes`. */
  state: z.string(),
  detail: z.string().optional(),
  /** What a person does about it. */
  cure: z.string().optional(),
  /** host:port of the engine, so that a worker finds one that came up after it. */
  address: z.string().optional(),
});

export type PartState = z.output<typeof partState>;

const board = z.partialRecord(z.enum(partNames), partState);

/** The state of every part as last written by `npm start`; empty where the parts are started in another way. */
export type PartsBoard = z.output<typeof board>;

/** Where the board of a home is kept. */
export function partsBoardFile(home: string): string {
  return join(home, 'run', 'parts.json');
}

/** Reads the board; a missing or torn file is an empty board. */
export function readPartsBoard(home: string): PartsBoard {
  try {
    const read = board.safeParse(JSON.parse(readFileSync(partsBoardFile(home), 'utf8')));
    return read.success ? read.data : {};
  } catch {
    return {};
  }
}

/** Replaces the board in one step, so that a reader sees the old one or the new one. */
export function writePartsBoard(home: string, parts: PartsBoard): void {
  const file = partsBoardFile(home);
  const whole = `${file}.${process.pid}.new`;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(whole, JSON.stringify(parts, undefined, 2));
  renameSync(whole, file);
}

/** host:port of the engine: the given one, else the embedded one as soon as it is up; undefined until then. */
export function engineAddress(environment: { home: string; temporalAddress: string | undefined }): string | undefined {
  const { engine } = readPartsBoard(environment.home);
  return environment.temporalAddress ?? (engine?.state === 'up' ? engine.address : undefined);
}
