import { generateKeyPairSync, randomBytes } from 'node:crypto';
import Provider, { interactionPolicy, type Configuration } from 'oidc-provider';
import type { Company } from '../company/types';

/** What the portal's configuration says as well. */
export const portalClient = {
  id: 'flytower',
  secret: 'flytower-simulated-secret',
};

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);
const handlerPath = '/api/auth/oidc/handler/frame';

/** The portal may be on any port of this machine. */
function isPortal(uri: string): boolean {
  const { hostname, pathname, protocol } = new URL(uri);
  return (
    protocol === 'http:' && loopback.has(hostname) && pathname === handlerPath
  );
}

function signingKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' };
}

/** Who tries the portal wants to be one person after another: the page is shown at every sign-in. */
function policyOf() {
  const policy = interactionPolicy.base();
  const { Check } = interactionPolicy;
  policy
    .get('login')
    ?.checks.add(
      new Check('not_chosen', 'Somebody has to be chosen', ({ oidc }) =>
        oidc.result?.login ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT,
      ),
    );
  return policy;
}

/** OpenID Connect for the people of the company. Keys and sessions last as long as the process. */
export function createProvider(issuer: string, company: Company): Provider {
  const configuration: Configuration = {
    clients: [
      {
        client_id: portalClient.id,
        client_secret: portalClient.secret,
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: [`http://localhost:7007${handlerPath}`],
      },
    ],
    async findAccount(_ctx, id) {
      const person = company.people.find(({ name }) => name === id);
      return (
        person && {
          accountId: id,
          claims: async () => ({
            sub: person.name,
            name: person.displayName,
            preferred_username: person.name,
            email: person.email,
            email_verified: true,
            groups: person.teams,
          }),
        }
      );
    },
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['name', 'preferred_username', 'groups'],
    },
    conformIdTokenClaims: false,
    cookies: { keys: [randomBytes(32).toString('hex')] },
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true },
    },
    interactions: {
      policy: policyOf(),
      url: (_ctx, { uid }) => `/sign-in/${uid}`,
    },
    issueRefreshToken: async () => true,
    jwks: { keys: [signingKey()] },
    pkce: { required: () => false },
    // The portal is the company's own: nobody is asked whether it may know who they are.
    async loadExistingGrant({ oidc }) {
      const { client, session, provider } = oidc;
      if (!client || !session?.accountId) return undefined;
      const grant = new provider.Grant({
        clientId: client.clientId,
        accountId: session.accountId,
      });
      grant.addOIDCScope('openid profile email offline_access');
      await grant.save();
      return grant;
    },
    ttl: {
      AccessToken: 3600,
      AuthorizationCode: 300,
      Grant: 86_400,
      IdToken: 3600,
      Interaction: 3600,
      RefreshToken: 86_400,
      Session: 86_400,
    },
  };
  const provider = new Provider(issuer, configuration);
  provider.Client.prototype.redirectUriAllowed = isPortal;
  return provider;
}
