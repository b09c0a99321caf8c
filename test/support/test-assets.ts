import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildAssets } from '../../web-kit/assets.ts';
import type { Assets } from '../../web-kit/assets.ts';

let assets: Promise<Assets> | undefined;

/** The assets of the webs, made once a test process: cutting fonts takes a moment. */
export function testAssets(): Promise<Assets> {
  assets ??= buildAssets({ cacheFolder: join(tmpdir(), 'shailoo-test-fonts') });
  return assets;
}
