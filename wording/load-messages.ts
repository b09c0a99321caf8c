import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Language } from '../domain/language.ts';

/** One message in its three languages, ICU MessageFormat. */
export type Message = Readonly<Record<Language, string>>;

const folder = join(import.meta.dirname, 'messages');
const text = z.string().min(1);
const file = z.record(z.string().regex(/^[a-zA-Z][a-zA-Z0-9_.-]*$/), z.strictObject({ ky: text, ru: text, en: text }));

/** All messages by key. The error of a bad file names the file, the key and the cause. */
export function loadMessages(from: string = folder): Map<string, Message> {
  const messages = new Map<string, Message>();
  for (const name of readdirSync(from).sort()) {
    if (!name.endsWith('.yaml')) continue;
    for (const [key, message] of Object.entries(readMessageFile(join(from, name), name))) {
      messages.set(`${name.slice(0, -'.yaml'.length)}.${key}`, message);
    }
  }
  return messages;
}

function readMessageFile(path: string, name: string): Record<string, Message> {
  const checked = file.safeParse(readYaml(path, name));
  if (checked.success) return checked.data;
  const causes = checked.error.issues.map((issue) => `${issue.path.join(' > ')}: ${issue.message}`);
  throw new Error(`${name}: ${causes.join('; ')} (a text with a comma stands in quotes)`);
}

function readYaml(path: string, name: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8')) ?? {};
  } catch (error) {
    throw new Error(`${name}: ${Error.isError(error) ? error.message : 'unreadable'}`, { cause: error });
  }
}
