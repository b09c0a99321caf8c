import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from './cache-folder.ts';
import { findProgram, isExecutable } from './find-program.ts';
import { onlyOne } from './only-one.ts';
import { runCommand } from './run-command.ts';

/** The version of the Temporal CLI that is downloaded or built; `dev/temporal-server/go.mod` names the same. */
export const temporalVersion = '1.8.2';

const expectedMinutes = 7;
const usualGoFolders = ['/usr/local/go/bin', '/usr/lib/go/bin'];
const moduleFolder = fileURLToPath(new URL('../temporal-server/', import.meta.url));
const downloader = fileURLToPath(new URL('./download-temporal.ts', import.meta.url));

export type TemporalServer =
  { state: 'found'; path: string; from: 'PATH' | 'cache' | 'download' | 'build' } | { state: 'absent'; cure: string };

export type AcquireTemporalOptions = {
  /** Called with a sentence such as `building 3 of about 7 minutes`. */
  onProgress?: (sentence: string) => void;
  signal?: AbortSignal;
  /** Where Go may be beside PATH. */
  goFolders?: string[];
};

/** The server on PATH or in the cache; looks only, never fetches or builds. */
export function findTemporal(): TemporalServer | undefined {
  const onPath = findProgram('temporal');
  if (onPath !== undefined) return { state: 'found', path: onPath, from: 'PATH' };
  const cached = cachedTemporal();
  return isExecutable(cached) ? { state: 'found', path: cached, from: 'cache' } : undefined;
}

/**
 * Brings a Temporal server to this machine: PATH, cache, official download, build from the public Go modules. Never throws: what
 * cannot be had is `absent`, with the cure in words.
 */
export async function acquireTemporal(options: AcquireTemporalOptions = {}): Promise<TemporalServer> {
  const found = findTemporal();
  if (found !== undefined) return found;
  try {
    const lock = join(cacheFolder(`temporal-${temporalVersion}`), 'acquiring.json');
    return await onlyOne(lock, () => fetchOrBuild(options), options.signal);
  } catch (error) {
    return absent(Error.isError(error) ? error.message : String(error));
  }
}

function cachedTemporal(): string {
  return join(cacheFolder(`temporal-${temporalVersion}`), 'temporal');
}

async function fetchOrBuild(options: AcquireTemporalOptions): Promise<TemporalServer> {
  const found = findTemporal();
  if (found !== undefined) return found;
  options.onProgress?.('looking for the official download');
  if (await download(options)) return { state: 'found', path: cachedTemporal(), from: 'download' };
  return build(options);
}

async function download(options: AcquireTemporalOptions): Promise<boolean> {
  const folder = join(cacheFolder(`temporal-${temporalVersion}`), 'download');
  const signal = options.signal === undefined ? {} : { signal: options.signal };
  mkdirSync(folder, { recursive: true });
  const outcome = await runCommand(process.execPath, [downloader, folder], { timeoutMs: 300_000, ...signal });
  const file = outcome.ok ? readdirSync(folder).find((name) => isExecutable(join(folder, name))) : undefined;
  if (file !== undefined) renameSync(join(folder, file), cachedTemporal());
  rmSync(folder, { recursive: true, force: true });
  return file !== undefined;
}

async function build(options: AcquireTemporalOptions): Promise<TemporalServer> {
  const go =
    findProgram('go') ?? (options.goFolders ?? usualGoFolders).map((folder) => join(folder, 'go')).find(isExecutable);
  if (go === undefined) return absent('there is no Go here to build it with');
  const startedAt = Date.now();
  const tell = () => {
    const minutes = Math.floor((Date.now() - startedAt) / 60_000);
    options.onProgress?.(`building ${minutes} of about ${expectedMinutes} minutes`);
  };
  tell();
  const timer = setInterval(tell, 60_000);
  try {
    return await buildWith(go, options);
  } finally {
    clearInterval(timer);
  }
}

async function buildWith(go: string, options: AcquireTemporalOptions): Promise<TemporalServer> {
  const target = cachedTemporal();
  const unfinished = `${target}.${process.pid}.unfinished`;
  const flags = `-s -w -X github.com/temporalio/cli/internal/temporalcli.Version=${temporalVersion}`;
  const args = ['build', '-trimpath', '-ldflags', flags, '-o', unfinished, 'github.com/temporalio/cli/cmd/temporal'];
  const nice = findProgram('nice');
  const [program, before] = nice === undefined ? [go, []] : [nice, ['-n', '10', go]];
  const env = { ...process.env, CGO_ENABLED: '0', GOTOOLCHAIN: 'auto', GOFLAGS: '-mod=readonly -buildvcs=false' };
  const signal = options.signal === undefined ? {} : { signal: options.signal };
  const outcome = await runCommand(program, [...before, ...args], { cwd: moduleFolder, env, ...signal });
  if (!outcome.ok) {
    rmSync(unfinished, { force: true });
    return absent(`the build ended with: ${outcome.output.trim().split('\n').slice(-3).join(' / ').slice(0, 400)}`);
  }
  renameSync(unfinished, target);
  return { state: 'found', path: target, from: 'build' };
}

function absent(reason: string): TemporalServer {
  const cure =
    `install the Temporal CLI (temporal) on PATH, or Go 1.26.4 or newer so that it can be built, or set TEMPORAL_ADDRESS to a ` +
    `running server; then start again (${reason})`;
  return { state: 'absent', cure };
}
