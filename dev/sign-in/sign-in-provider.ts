import Provider, { errors, interactionPolicy } from 'oidc-provider';
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import type { Language } from '../../domain/language.ts';
import { chooseLanguage } from '../stand-in-pages/choose-language.ts';
import type { StandInPage } from '../stand-in-pages/page.ts';
import { renderStandInPage, standInHeaders } from '../stand-in-pages/page.ts';
import type { StandInPerson } from './read-people.ts';
import { failurePage, leavePage, leftPage } from './sign-in-pages.ts';
import type { SignInSecrets } from './sign-in-secrets.ts';

/** The one client of the stand-in, as it is registered. */
export interface SignInClient {
  clientId: string;
  clientSecret: string;
  redirectUris: readonly string[];
  afterLeavingUris: readonly string[];
}

const minute = 60;

/** The certified OpenID Connect library with our people, one client, and a question at every sign-in. */
export function signInProvider(
  issuer: string,
  client: SignInClient,
  people: readonly StandInPerson[],
  secrets: SignInSecrets,
): Provider {
  const origins = clientOrigins(client);
  const configuration: Configuration = {
    clients: [registration(client)],
    jwks: { keys: [secrets.signingKey] },
    cookies: {
      keys: [secrets.cookieKey],
      names: { session: 'sign_in_session', interaction: 'sign_in_choice', resume: 'sign_in_resume' },
    },
    scopes: ['openid', 'profile'],
    claims: { openid: ['sub'], profile: ['name', 'pin'] },
    responseTypes: ['code'],
    pkce: { required: () => true },
    findAccount: (_context, sub) => accountOf(people, sub),
    interactions: { policy: askAlways(), url: (_context, interaction) => `/choose/${interaction.uid}` },
    loadExistingGrant: grantEverything,
    renderError: (context, answer) =>
      show(context, failurePage(languageOf(context), String(answer.error).slice(0, 60)), context.status),
    ttl: {
      AuthorizationCode: minute,
      IdToken: 5 * minute,
      AccessToken: 5 * minute,
      Interaction: 30 * minute,
      Session: 60 * minute,
      Grant: 60 * minute,
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context, form) => show(context, leavePage(languageOf(context), form, origins)),
        postLogoutSuccessSource: (context) => show(context, leftPage(languageOf(context))),
      },
    },
  };
  return new Provider(issuer, configuration);
}

/** The origins to which a form of the stand-in may lead in the end. */
export function clientOrigins(client: SignInClient): string[] {
  return [...new Set([...client.redirectUris, ...client.afterLeavingUris].map((uri) => new URL(uri).origin))];
}

function registration(client: SignInClient) {
  return {
    client_id: client.clientId,
    client_secret: client.clientSecret,
    redirect_uris: [...client.redirectUris],
    post_logout_redirect_uris: [...client.afterLeavingUris],
    grant_types: ['authorization_code'],
    response_types: ['code' as const],
    token_endpoint_auth_method: 'client_secret_post' as const,
    id_token_signed_response_alg: 'RS256' as const,
  };
}

function accountOf(people: readonly StandInPerson[], sub: string) {
  const person = people.find((one) => one.sub === sub);
  return person === undefined
    ? undefined
    : { accountId: sub, claims: () => ({ sub, name: person.name, pin: person.pin }) };
}

function askAlways(): interactionPolicy.Prompt[] {
  const policy = interactionPolicy.base();
  policy.remove('consent');
  policy.get('login')?.checks.add(
    new interactionPolicy.Check('choice', 'a person is chosen at every sign-in', (context) => {
      const isChosen = context.oidc.result?.login !== undefined;
      return isChosen ? interactionPolicy.Check.NO_NEED_TO_PROMPT : interactionPolicy.Check.REQUEST_PROMPT;
    }),
  );
  return policy;
}

async function grantEverything(context: KoaContextWithOIDC) {
  const { client, session, provider } = context.oidc;
  if (client === undefined || session?.accountId === undefined) {
    throw new errors.InvalidRequest('no client or session');
  }
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid profile');
  await grant.save();
  return grant;
}

function languageOf(context: KoaContextWithOIDC): Language {
  const wished = context.query['lang'] ?? context.oidc.params?.['ui_locales'];
  return chooseLanguage(typeof wished === 'string' ? wished : undefined, context.get('accept-language'));
}

function show(context: KoaContextWithOIDC, page: StandInPage, status = 200): void {
  context.status = status;
  context.set(standInHeaders(page));
  context.body = renderStandInPage(page);
}
