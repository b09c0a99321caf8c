import { runProcess } from '../../processes/run-process.ts';
import { signInSecrets } from './sign-in-secrets.ts';
import { standInClient } from './stand-in-registration.ts';
import { startSignIn } from './start-sign-in.ts';

await runProcess('sign-in', async ({ environment, log, onStop }) => {
  const secrets = await signInSecrets(environment.home);
  const clientSecret = environment.esiClientSecret;
  if (clientSecret === undefined) {
    throw new Error('ESI_CLIENT_SECRET is needed: the stand-in shares it with portal and desk');
  }
  const issuer = `http://localhost:${environment.signInPort}`;
  const signIn = await startSignIn({
    issuer,
    host: environment.listen,
    port: environment.signInPort,
    client: standInClient(environment, environment.esiClientId, clientSecret),
    secrets,
  });
  onStop('sign-in', signIn.close);
  log.info({ issuer, port: signIn.port }, 'listening');
});
