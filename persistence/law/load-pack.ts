import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { LawPack } from '../../domain/law/law-pack.ts';
import { lawPackSchema, lawPackShape } from './law-pack-schema.ts';

const packsFolder = join(import.meta.dirname, '../../domain/law/packs');

/** A law pack that cannot be used. `file` and `causes` say where and why, each cause with its path in the file. */
export class LawPackError extends Error {
  readonly code = 'LAW_PACK_INVALID';
  readonly file: string;
  readonly causes: readonly string[];

  constructor(file: string, causes: readonly string[], cause?: unknown) {
    super(`${file}: ${causes.join('; ')}`, { cause });
    this.name = 'LawPackError';
    this.file = file;
    this.causes = causes;
  }
}

/** All law packs by id, read from the folder of packs. Throws LawPackError on the first bad file. */
export function loadPacks(folder: string = packsFolder): Map<string, LawPack> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return new Map(
    files.sort().map((name) => {
      const pack = loadPack(join(folder, name));
      return [pack.id, pack];
    }),
  );
}

/** One law pack. The file is named after its id. Throws LawPackError with every fault found. */
export function loadPack(path: string): LawPack {
  const file = basename(path);
  const checked = lawPackSchema.safeParse(readYaml(path, file));
  if (!checked.success) {
    const causes = checked.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new LawPackError(file, causes, checked.error);
  }
  if (`${checked.data.id}.yaml` !== file) throw new LawPackError(file, [`id: must be ${file.replace(/\.yaml$/, '')}`]);
  return checked.data;
}

/** JSON Schema of a pack file, for editors and for `docs/generated/law-pack.schema.json`. */
export function lawPackJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(lawPackShape, { io: 'input' });
}

function readYaml(path: string, file: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'), { uniqueKeys: true });
  } catch (error) {
    throw new LawPackError(file, [Error.isError(error) ? error.message : 'unreadable'], error);
  }
}
