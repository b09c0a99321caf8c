import { unzipSync } from 'fflate';

/** The files of an archive by name. */
export type Files = Readonly<Record<string, Uint8Array>>;

const mostBytes = 64 * 1024 * 1024;

/** Unpacks an archive that unpacks to 64 MiB at most. Throws for a larger one and for what is none. */
export function unzipWithin(bytes: Uint8Array): Files {
  let size = 0;
  return unzipSync(bytes, {
    filter: ({ originalSize }) => {
      size += originalSize;
      if (size > mostBytes) throw new RangeError('the archive unpacks to too much');
      return true;
    },
  });
}
