import { listen } from '../stand-in-pages/listen.ts';
import type { ListeningServer } from '../stand-in-pages/listen.ts';
import { readPeople } from './read-people.ts';
import type { SignInClient } from './sign-in-provider.ts';
import { clientOrigins, signInProvider } from './sign-in-provider.ts';
import type { SignInSecrets } from './sign-in-secrets.ts';
import { signInServer } from './sign-in-server.ts';

/** Where the stand-in listens, under which name, and for whom. */
export interface SignInConfiguration {
  issuer: string;
  host: string;
  port: number;
  client: SignInClient;
  secrets: SignInSecrets;
}

/** Starts the stand-in of the national sign-in with the people of `people.yaml`. */
export async function startSignIn(configuration: SignInConfiguration): Promise<ListeningServer> {
  const people = await readPeople();
  const { issuer, client, secrets } = configuration;
  const provider = signInProvider(issuer, client, people, secrets);
  return listen(signInServer(provider, people, clientOrigins(client)), configuration.port, configuration.host);
}
