import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const secretsSchema = z.strictObject({
  signingKey: z.looseObject({ kty: z.literal('RSA'), kid: z.string(), n: z.string(), e: z.string(), d: z.string() }),
  cookieKey: z.string().min(32),
});

/** What the stand-in keeps to itself: its signing key as a JWK and the key of its cookies. */
export type SignInSecrets = z.infer<typeof secretsSchema>;

/**
 * The secrets under `<home>/sign-in`, made at the first start, 0600; several processes at once get the same ones.
 */
export async function signInSecrets(home: string): Promise<SignInSecrets> {
  const folder = join(home, 'sign-in');
  const file = join(folder, 'secrets.json');
  const known = await readFile(file, 'utf8').catch(unless('ENOENT'));
  if (known === undefined) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const written = join(folder, `${randomUUID()}.part`);
    await writeFile(written, JSON.stringify(newSecrets()), { mode: 0o600, flag: 'wx' });
    await link(written, file).catch(unless('EEXIST'));
    await rm(written);
  }
  return secretsSchema.parse(JSON.parse(known ?? (await readFile(file, 'utf8'))));
}

function newSecrets(): SignInSecrets {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: 'RS256' };
  return secretsSchema.parse({
    signingKey: key,
    cookieKey: randomBytes(32).toString('base64url'),
  });
}

function unless(code: string): (error: NodeJS.ErrnoException) => undefined {
  return (error) => {
    if (error.code !== code) {
      throw error;
    }
    return undefined;
  };
}
