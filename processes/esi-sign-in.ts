import { beginSignIn } from '../integrations/esi/begin-sign-in.ts';
import { completeSignIn } from '../integrations/esi/complete-sign-in.ts';
import { connectEsi } from '../integrations/esi/connect-esi.ts';
import { signInCallbackPath } from '../integrations/esi/esi-client.ts';
import type { SignInService } from '../operations/people/sign-in.ts';
import type { Environment } from './environment.ts';

/** The national sign-in of the environment, or its stand-in; plain HTTP is accepted in the demonstration only. */
export function esiSignIn(environment: Environment): SignInService {
  const client = connectEsi({
    issuer: environment.esiIssuer ?? `http://localhost:${String(environment.signInPort)}`,
    clientId: environment.esiClientId,
    clientSecret: environment.esiClientSecret ?? '',
    redirectUri: new URL(signInCallbackPath, environment.deskUrl).href,
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
