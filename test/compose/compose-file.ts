import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const service = z.looseObject({
  image: z.string(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), scalar).default({}),
  depends_on: z.record(z.string(), z.looseObject({ condition: z.string() })).default({}),
  ports: z.array(z.string()).default([]),
  secrets: z.array(z.string()).default([]),
  configs: z.array(z.object({ source: z.string(), target: z.string() })).default([]),
  volumes: z.array(z.string()).default([]),
});

const composeFile = z.looseObject({
  services: z.record(z.string(), service),
  secrets: z.record(z.string(), z.object({ file: z.string() })),
  configs: z.record(z.string(), z.object({ content: z.string() })),
  volumes: z.record(z.string(), z.unknown()),
});

export type ComposeService = z.output<typeof service>;
export type ComposeFile = z.output<typeof composeFile>;

const variable = /\$\{(\w+)(:[?-])?([^}]*)\}/g;

/** docker-compose.yml as Docker reads it, before variables are put in. */
export function readComposeFile(): ComposeFile {
  const text = readFileSync(join(import.meta.dirname, '../../docker-compose.yml'), 'utf8');
  return composeFile.parse(parse(text, { merge: true }));
}

/** Every `${NAME}` of the file's services and secrets, and whether the start is refused without it. */
export function variablesOf({ services, secrets }: ComposeFile): Map<string, { isNeeded: boolean }> {
  const text = JSON.stringify([services, secrets]);
  return new Map([...text.matchAll(variable)].map(([, name = '', how]) => [name, { isNeeded: how === ':?' }]));
}

/** A text with its variables put in: the given ones, else the default that the file gives them. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(variable, (whole, name: string, how: string | undefined, rest: string) => {
    const value = values[name] ?? (how === ':-' ? rest : undefined);
    if (value === undefined) throw new Error(`${whole} has no value`);
    return value;
  });
}
