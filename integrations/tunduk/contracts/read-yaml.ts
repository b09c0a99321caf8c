import { basename } from 'node:path';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';

/** A YAML file that cannot be used; each fault has the line it stands on, counted from 1. */
export class YamlFault extends Error {
  override readonly name = 'YamlFault';
  readonly file: string;
  readonly faults: readonly { line: number; fault: string }[];

  constructor(file: string, faults: readonly { line: number; fault: string }[]) {
    super(faults.map(({ line, fault }) => `${basename(file)}:${line}: ${fault}`).join('\n'));
    this.file = file;
    this.faults = faults;
  }
}

/** The content of a YAML text by a schema. Throws `YamlFault` with every fault at once, each with its line. */
export function readYamlFile<Schema extends z.ZodType>(file: string, text: string, schema: Schema): z.output<Schema> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true });
  if (document.errors.length > 0) {
    throw new YamlFault(
      file,
      document.errors.map(({ pos, message }) => ({ line: lines.linePos(pos[0]).line, fault: message })),
    );
  }
  const read = schema.safeParse(document.toJS({ maxAliasCount: 200 }));
  if (read.success) return read.data;
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length >= 0; length -= 1) {
      const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  throw new YamlFault(
    file,
    read.error.issues.map((issue) => ({
      line: lineOf(issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path),
      fault: `${issue.path.map(String).join('.') || 'the file'}: ${issue.message}`,
    })),
  );
}
