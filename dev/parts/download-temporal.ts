import { arch } from 'node:os';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { temporalVersion } from './acquire-temporal.ts';

/*
 * Its own process, because the SDK downloads only as a part of starting a server and cannot be interrupted. The first question is
 * asked with a short patience: a machine without the way out must not wait for the SDK's own retries.
 */
const folder = process.argv[2];
if (folder === undefined) throw new Error('download-temporal needs the folder to download into');
const platform = process.platform === 'win32' ? 'windows' : process.platform;
const machine = arch() === 'x64' ? 'amd64' : arch();
const address = `https://temporal.download/cli/v${temporalVersion}?platform=${platform}&arch=${machine}`;
const answer = await fetch(address, { signal: AbortSignal.timeout(5_000) });
if (!answer.ok) throw new Error(`the download site answered ${answer.status}`);
const executable = { type: 'cached-download', version: `v${temporalVersion}`, downloadDir: folder } as const;
const server = await TestWorkflowEnvironment.createLocal({ server: { executable, ip: '127.0.0.1' } });
await server.teardown();
process.exit(0);
