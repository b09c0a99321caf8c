import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { parse } from 'yaml';
import { schedule, timeZone } from '../contracts/schedule.ts';
import { readYamlFile } from '../contracts/read-yaml.ts';
import { decodeClientId } from '../protocol/identifiers.ts';
import { faultRule } from './fault-rule.ts';
import { faultsOfFit } from './known-services.ts';

const words = z.strictObject({ ky: z.string().min(1), ru: z.string().min(1), en: z.string().min(1) });
const subsystem = z.string().transform((text, context) => {
  const id = decodeClientId(text);
  if (id === undefined || id.subsystem === '') {
    context.addIssue('is not instance/class/code/subsystem');
    return z.NEVER;
  }
  return id;
});

const latency = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed'), milliseconds: z.number().min(0) }),
  z.strictObject({ kind: z.literal('uniform'), from: z.number().min(0), to: z.number().min(0) }),
  z.strictObject({ kind: z.literal('logNormal'), median: z.number().positive(), sigma: z.number().min(0) }),
]);

const outage = z.strictObject({
  cron: schedule,
  zone: timeZone,
  minutes: z.int().positive(),
  notice: words,
  /** `disabled`: refused with the notice; `dead`: the provider's port does not answer. */
  kind: z.enum(['disabled', 'dead']).default('disabled'),
});

const service = z.strictObject({
  /** The id of a contract, or `*` for all that have no row of their own. */
  contract: z.string(),
  mode: z.enum(['fixture', 'generated', 'proxy', 'record', 'replay', 'passthrough']).default('fixture'),
  /** Who may ask; `everyone` are all clients of this file. */
  allow: z
    .union(
      [z.literal('everyone'), z.array(subsystem)],
      'is not everyone, and not a list of instance/class/code/subsystem',
    )
    .default('everyone'),
  /** Where the provider, or for record and passthrough the test security server, is. */
  endpoint: z.url({ protocol: /^https?$/ }).optional(),
  /** A folder of recordings, beside this file when relative. */
  recordings: z.string().optional(),
  replay: z.enum(['strict', 'sequence']).default('strict'),
  latency: latency.optional(),
  slowTail: z.strictObject({ probability: z.number().min(0).max(1), milliseconds: z.number().min(0) }).optional(),
  outages: z.array(outage).default([]),
  callsPerMinute: z.int().positive().optional(),
  faults: z.array(faultRule).default([]),
});

const client = z.strictObject({
  id: subsystem,
  name: z.string().min(1),
  /** The connection type of the subsystem (UG-SS §9.1). */
  connection: z.enum(['HTTP', 'HTTPS NOAUTH', 'HTTPS']).default('HTTP'),
  /** SHA-256 fingerprints of its certificates; `test` stands for the one that the stand-in makes for clients. */
  certificates: z.array(z.string()).default(['test']),
});

const whole = z
  .strictObject({
    instance: z.string().regex(/^[\w-]+$/),
    /** How errors are spelt: `v7` as up to 7.7, `v8` as from 7.8.0. */
    dialect: z.enum(['v7', 'v8']).default('v7'),
    strictIdentifiers: z.boolean().default(true),
    seed: z.string().default('tunduk'),
    journal: z.int().positive().max(10_000).default(200),
    clients: z.array(client).min(1),
    services: z.array(service).min(1),
    /** Folders of contracts of your own, beside this file when relative. */
    contracts: z.array(z.string()).default([]),
    /** Instances that are for tests; record and passthrough go to no other. */
    testInstances: z.array(z.string()).default([]),
  })
  .superRefine((read, context) => {
    read.services.forEach((one, place) => {
      const fault = faultOfMode(one, read.testInstances.includes(read.instance));
      if (fault !== undefined) context.addIssue({ code: 'custom', path: ['services', place, 'mode'], message: fault });
    });
  });

/** The form of the file as JSON Schema, for editors. What the parts say of each other it does not hold. */
export function stubConfigurationSchema(): object {
  return z.toJSONSchema(whole, { io: 'input' });
}

/** The configuration of a stand-in as read from its YAML. */
export type StubConfiguration = z.output<typeof whole>;

/** One row of `services`. */
export type StubService = StubConfiguration['services'][number];

/** One row of `clients`. */
export type StubClient = StubConfiguration['clients'][number];

/**
 * Reads and checks a configuration, with the contracts that it names; throws `YamlFault` with every fault and its line. What
 * its parts say of each other is looked at once each of them is right.
 */
export async function readStubConfiguration(file: string): Promise<StubConfiguration> {
  const fitting = whole.superRefine((read, context) => {
    for (const { path, fault } of faultsOfFit(read, dirname(file))) {
      context.addIssue({ code: 'custom', path, message: fault });
    }
  });
  return readYamlFile(file, await readFile(file, 'utf8'), fitting);
}

/** The folders of contracts that a configuration names, even one that has faults: whoever mends them mends it. */
export function contractFolders(file: string): string[] {
  try {
    const { contracts = [] } = parse(readFileSync(file, 'utf8')) as { contracts?: unknown[] };
    return contracts.filter((one) => typeof one === 'string').map((one) => resolve(dirname(file), one));
  } catch {
    return [];
  }
}

function faultOfMode({ mode, endpoint, recordings }: z.output<typeof service>, isTest: boolean): string | undefined {
  const needsEndpoint = mode === 'proxy' || mode === 'record' || mode === 'passthrough';
  if (needsEndpoint && endpoint === undefined) return `${mode} needs an endpoint`;
  if ((mode === 'record' || mode === 'replay') && recordings === undefined)
    return `${mode} needs a folder of recordings`;
  if ((mode === 'record' || mode === 'passthrough') && !isTest) {
    return `${mode} is for test instances only: the instance is not among testInstances`;
  }
  return undefined;
}
