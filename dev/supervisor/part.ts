import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeMark } from '../parts/process-mark.ts';

export type PartOptions = {
  name: string;
  /** The file that the process runs. */
  entry: string;
  args?: string[];
  env: NodeJS.ProcessEnv;
  home: string;
  readyWithinMs: number;
  /** Whether nothing works without it: then it must come up at once, else it is tried again like one that fell over. */
  isNeeded: boolean;
  /** Every change: `starting`, `up`, `failed`, `stopped`; `report` comes with `up`. */
  onState: (state: 'starting' | 'up' | 'failed' | 'stopped', report: Record<string, string>) => void;
  onNote: (sentence: string) => void;
};

export type Part = {
  name: string;
  /** What it told when it was up; rejects when a needed part does not come up or is stopped before. */
  ready: Promise<Record<string, string>>;
  stop: () => Promise<void>;
};

const longestPauseMs = 30_000;
const steadyAfterMs = 60_000;
const largestLog = 20_000_000;

/**
 * Starts a process of shailoo. A needed one that does not come up makes `ready` reject with its own reason or the end of its log. A
 * part that ends is started again, after a pause that grows from one second to thirty.
 */
export function startPart(options: PartOptions): Part {
  let isStopping = false;
  let child = launch(options);
  const ready = untilReady(options, child).catch((error: Error) => {
    if (options.isNeeded || isStopping) throw error;
    options.onNote(error.message);
    return {};
  });
  const keepUp = async (): Promise<void> => {
    for (let pauseMs = 1_000; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      const { ranMs } = await endOf(child);
      if (isStopping) return;
      options.onState('failed', {});
      if (ranMs > steadyAfterMs) pauseMs = 1_000;
      await sleep(pauseMs);
      if (isStopping) return;
      child = launch(options);
      await untilReady(options, child).catch(() => undefined);
    }
  };
  ready.then(keepUp, () => undefined);
  const stop = async () => {
    isStopping = true;
    await endChild(child);
    rmSync(markFileOf(options), { force: true });
    options.onState('stopped', {});
  };
  return { name: options.name, ready, stop };
}

export type RunOptions = Omit<PartOptions, 'onState' | 'isNeeded' | 'readyWithinMs'> & { signal: AbortSignal };

/** Runs a process of shailoo to its end, or until the signal; rejects with the end of its log when it fails. */
export async function runPart(options: RunOptions): Promise<void> {
  const child = launch({ ...options, isNeeded: true, readyWithinMs: 0, onState: () => undefined });
  let reason = '';
  child.on('message', (message) => (reason = textOf(message, 'reason') ?? reason));
  options.signal.addEventListener('abort', () => void endChild(child), { once: true });
  const status = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  rmSync(markFileOf(options), { force: true });
  options.signal.throwIfAborted();
  if (status !== 0) throw new Error(`${options.name} failed: ${reason || logTail(options)}`);
}

/** Where a part writes what it has to say. */
export function logFileOf({ home, name }: { home: string; name: string }): string {
  return join(home, 'log', `${name}.log`);
}

const startedAt = new WeakMap<ChildProcess, number>();

function launch(options: PartOptions): ChildProcess {
  options.onState('starting', {});
  const log = openLog(options);
  const child = fork(options.entry, options.args ?? [], {
    detached: true,
    env: options.env,
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  startedAt.set(child, Date.now());
  child.on('error', () => undefined);
  if (child.pid !== undefined) writeMark(markFileOf(options), child.pid);
  return child;
}

function untilReady(options: PartOptions, child: ChildProcess): Promise<Record<string, string>> {
  return new Promise((resolve, reject) => {
    let reason = '';
    const fail = () => {
      clearTimeout(timer);
      options.onState('failed', {});
      reject(new Error(`${options.name} did not start: ${reason || logTail(options)}`));
    };
    const timer = setTimeout(() => {
      reason = `no sign of readiness in ${Math.round(options.readyWithinMs / 1_000)} s`;
      void endChild(child).then(fail);
    }, options.readyWithinMs);
    child.once('exit', fail);
    child.on('message', (message) => {
      const kind = textOf(message, 'type');
      if (kind === 'note') options.onNote(textOf(message, 'sentence') ?? '');
      if (kind === 'failed') reason = textOf(message, 'reason') ?? '';
      if (kind !== 'ready') return;
      clearTimeout(timer);
      child.off('exit', fail);
      const report = reportOf(message);
      options.onState('up', report);
      resolve(report);
    });
  });
}

async function endOf(child: ChildProcess): Promise<{ ranMs: number }> {
  if (!hasEnded(child)) await new Promise((resolve) => child.once('exit', resolve));
  return { ranMs: Date.now() - (startedAt.get(child) ?? 0) };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
}

async function endChild(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
  await endOf(child);
  clearTimeout(timer);
}

function openLog(options: { home: string; name: string }): number {
  const file = logFileOf(options);
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > largestLog) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}

function logTail(options: { home: string; name: string }): string {
  const lines = readFileSync(logFileOf(options), 'utf8').trim().split('\n').slice(-5);
  return `the end of ${logFileOf(options)}:\n    ${lines.join('\n    ')}`;
}

function markFileOf({ home, name }: { home: string; name: string }): string {
  return join(home, 'run', `part-${name}.json`);
}

function textOf(message: unknown, key: string): string | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const value = Object.entries(message).find(([name]) => name === key)?.[1];
  return typeof value === 'string' ? value : undefined;
}

function reportOf(message: unknown): Record<string, string> {
  if (typeof message !== 'object' || message === null || !('report' in message)) return {};
  const { report } = message;
  if (typeof report !== 'object' || report === null) return {};
  return Object.fromEntries(Object.entries(report).map(([name, value]) => [name, String(value)]));
}
