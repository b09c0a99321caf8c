import { parse, stringify } from 'yaml';
import type { z } from 'zod';
import type { LawPack } from '../../domain/law/law-pack.ts';
import { lawPackSchema } from './law-pack-schema.ts';

/** Why a pack cannot be used, as codes for which there are words. */
export const packFaultReasons = [
  'notYaml',
  'missing',
  'unknownField',
  'wrongType',
  'notAllowed',
  'outOfRange',
  'wrongForm',
  'ruleMissing',
  'keyDiffers',
  'countingDoesNotSuit',
  'actUnknown',
] as const;
export type PackFaultReason = (typeof packFaultReasons)[number];

/** One fault: where in the pack (`rules.complaint_file.term.n`), why, and what the schema or the parser said. */
export type PackFault = { path: string; reason: PackFaultReason; detail: string };

export type CheckedPack = { ok: true; pack: LawPack } | { ok: false; faults: readonly PackFault[] };

/** Checks the text of a pack in YAML, as it would be checked in a file; every fault is told. */
export function checkPackText(text: string): CheckedPack {
  try {
    return checkPack(parse(text, { uniqueKeys: true }));
  } catch (error) {
    const detail = Error.isError(error) ? (error.message.split('\n')[0] ?? '') : '';
    return { ok: false, faults: [{ path: '', reason: 'notYaml', detail }] };
  }
}

/** A pack as YAML that `checkPackText` reads. */
export function packText(pack: LawPack): string {
  return stringify(pack);
}

/** Checks a pack as data. */
export function checkPack(value: unknown): CheckedPack {
  const checked = lawPackSchema.safeParse(value);
  if (checked.success) return { ok: true, pack: checked.data };
  return { ok: false, faults: checked.error.issues.map(faultOf) };
}

function faultOf(issue: z.core.$ZodIssue): PackFault {
  return { path: issue.path.join('.'), reason: reasonOf(issue), detail: detailOf(issue) };
}

function reasonOf(issue: z.core.$ZodIssue): PackFaultReason {
  if (issue.code === 'custom') {
    const reason: unknown = issue.params?.['reason'];
    return packFaultReasons.find((known) => known === reason) ?? 'wrongForm';
  }
  if (issue.code === 'invalid_type') return issue.input === undefined ? 'missing' : 'wrongType';
  if (issue.code === 'unrecognized_keys') return 'unknownField';
  if (issue.code === 'too_small' || issue.code === 'too_big') return 'outOfRange';
  if (issue.code === 'invalid_format') return 'wrongForm';
  return 'notAllowed';
}

function detailOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return issue.keys.join(', ');
  if (issue.code === 'invalid_value') return issue.values.map(String).join(', ');
  if (issue.code === 'custom') return String(issue.params?.['named'] ?? '');
  return '';
}
