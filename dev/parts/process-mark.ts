import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** A process that cannot be confused with a later one of the same number: its pid and the moment it started. */
export type ProcessMark = { pid: number; startedAt: string };

/** When the process started, as its system tells it; empty where there is no `/proc`, so that the pid alone decides. */
export function startMoment(pid: number): string | undefined {
  if (process.platform !== 'linux') return '';
  return processStat(pid)?.[19];
}

/** Whether exactly the marked process is still there; a zombie is not. */
export function isAlive(mark: ProcessMark): boolean {
  if (!exists(mark.pid)) return false;
  if (mark.startedAt === '') return true;
  const stat = processStat(mark.pid);
  return stat?.[19] === mark.startedAt && stat[0] !== 'Z';
}

/**
 * Takes `file` for the process `pid` (default: this one), all of it or nothing. A file left by a dead process is taken over; when a
 * living one holds it, nothing changes and its mark is returned.
 */
export function takeMark(file: string, pid: number = process.pid): ProcessMark | undefined {
  while (!linkMark(file, pid)) {
    const aside = `${file}.${process.pid}.aside`;
    try {
      renameSync(file, aside);
    } catch {
      continue;
    }
    const holder = readMark(aside);
    if (holder !== undefined && isAlive(holder)) {
      renameSync(aside, file);
      return holder;
    }
    rmSync(aside, { force: true });
  }
  return undefined;
}

/** Writes the mark of `pid` over whatever is in `file`. */
export function writeMark(file: string, pid: number): void {
  const whole = `${file}.${process.pid}.new`;
  writeFileSync(whole, markOf(pid), { mode: 0o600 });
  renameSync(whole, file);
}

/** The mark in `file`; undefined when the file is missing or is no mark. */
export function readMark(file: string): ProcessMark | undefined {
  try {
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof read !== 'object' || read === null || !('pid' in read) || !('startedAt' in read)) return undefined;
    const { pid, startedAt } = read;
    return typeof pid === 'number' && typeof startedAt === 'string' ? { pid, startedAt } : undefined;
  } catch {
    return undefined;
  }
}

function linkMark(file: string, pid: number): boolean {
  const whole = `${file}.${process.pid}.new`;
  writeFileSync(whole, markOf(pid), { mode: 0o600 });
  try {
    linkSync(whole, file);
    return true;
  } catch (error) {
    if (Error.isError(error) && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(whole, { force: true });
  }
}

function markOf(pid: number): string {
  return JSON.stringify({ pid, startedAt: startMoment(pid) ?? '' } satisfies ProcessMark);
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return Error.isError(error) && 'code' in error && error.code === 'EPERM';
  }
}

function processStat(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
