import { beginSignIn } from '../integrations/esi/begin-sign-in.ts';
import { completeSignIn } from '../integrations/esi/complete-sign-in.ts';
import { connectEsi } from '../integrations/esi/connect-esi.ts';
import { signInCallbackPath } from '../integrations/esi/esi-client.ts';
import type { SignInService } from '../operations/people/sign-in.ts';
import type { Environment } from './environment.ts';

/** Who signs people in: the issuer of the environment, or the stand-in. */
export function esiIssuer(environment: Environment): string {
  return environment.esiIssuer ?? `http://localhost:${String(environment.signInPort)}`;
}

/** The national sign-in for a surface at its address; plain HTTP is accepted in the demonstration only. */
export function esiSignIn(environment: Environment, surfaceUrl: string): SignInService {
  const client = connectEsi({
    issuer: esiIssuer(environment),
    clientId: environment.esiClientId,
    clientSecret: environment.esiClientSecret ?? '',
    redirectUri: new URL(signInCallbackPath, surfaceUrl).href,
    allowHttp: environment.mode === 'demonstration',
  });
  return {
    begin: async (language) => {
      const { url, ...pending } = await beginSignIn(await client(), language);
      return { url: url.href, pending };
    },
    complete: async (callbackUrl, pending) => completeSignIn(await client(), callbackUrl, pending),
  };
}
