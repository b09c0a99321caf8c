import { signInCallbackPath } from '../../integrations/esi/esi-client.ts';
import type { SignInClient } from './sign-in-provider.ts';

/** The addresses from which the stand-in's registration follows. */
export interface SignInSurfaces {
  publicUrl: string;
  deskUrl: string;
}

/** Portal and desk as the one client of the stand-in; both may be opened by `localhost` or by 127.0.0.1. */
export function standInClient(surfaces: SignInSurfaces, clientId: string, clientSecret: string): SignInClient {
  const origins = [surfaces.publicUrl, surfaces.deskUrl].flatMap((url) => bothLoopbackNames(new URL(url).origin));
  return {
    clientId,
    clientSecret,
    redirectUris: [...new Set(origins)].map((origin) => `${origin}${signInCallbackPath}`),
    afterLeavingUris: [...new Set(origins)].map((origin) => `${origin}/`),
  };
}

function bothLoopbackNames(origin: string): string[] {
  return [origin, origin.replace('//localhost', '//127.0.0.1'), origin.replace('//127.0.0.1', '//localhost')];
}
