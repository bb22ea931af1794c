import { SystemClock } from '../Clock';
import { createCompany } from '../company/company';
import type { CloudContext } from '../context';
import { Scenarios } from '../Scenarios';
import { IdentityProvider } from './IdentityProvider';

const redirect = 'http://localhost:7007/api/auth/oidc/handler/frame';

async function startIdentity() {
  const ctx: CloudContext = {
    clock: new SystemClock(),
    company: createCompany(),
    scenarios: new Scenarios(),
    stateDir: '',
    urls: {} as CloudContext['urls'],
    log: () => {},
  };
  const identity = new IdentityProvider(ctx, 0);
  await identity.start();
  const jar = new Map<string, string>();

  /** A browser that keeps cookies and stops at redirects. */
  async function visit(url: string, form?: Record<string, string>) {
    const answer = await fetch(new URL(url, ctx.urls.identity), {
      method: form ? 'POST' : 'GET',
      body: form && new URLSearchParams(form),
      redirect: 'manual',
      headers: {
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
      },
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [name, value] = cookie.split(';')[0].split(/=(.*)/);
      jar.set(name, value);
    }
    return {
      status: answer.status,
      location: answer.headers.get('location') ?? '',
      text: await answer.text(),
    };
  }
  const ask = (redirectUri = redirect) =>
    visit(
      `/auth?${new URLSearchParams({
        client_id: 'flytower',
        response_type: 'code',
        scope: 'openid profile email',
        redirect_uri: redirectUri,
        state: 'abc',
      })}`,
    );
  return { ctx, identity, visit, ask };
}

describe('signing in to the simulated company', () => {
  let world: Awaited<ReturnType<typeof startIdentity>>;

  beforeEach(async () => {
    world = await startIdentity();
  });
  afterEach(() => world.identity.stop());

  it('offers people, and tells the portal who was chosen', async () => {
    const { ctx, visit, ask } = world;
    const { location: page } = await ask();
    expect((await visit(page)).text).toMatch(/Ines Duarte[^]*Checkout/);

    const chosen = await visit(`${page}/person`, { person: 'ines.duarte' });
    const back = await visit(chosen.location);
    expect(back.location).toMatch(redirect);

    const code = new URL(back.location).searchParams.get('code')!;
    const tokens = await fetch(`${ctx.urls.identity}/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(
          'flytower:flytower-simulated-secret',
        ).toString('base64')}`,
      },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirect,
      }),
    });
    const { id_token: idToken } = await tokens.json();
    const claims = JSON.parse(
      Buffer.from(idToken.split('.')[1], 'base64url').toString(),
    );
    expect(claims).toMatchObject({
      sub: 'ines.duarte',
      email: 'ines.duarte@meridian.example',
      groups: ['checkout'],
    });
  });

  it('asks at every sign-in who it is, so that one can be somebody else', async () => {
    const { visit, ask } = world;
    const { location: page } = await ask();
    const chosen = await visit(`${page}/person`, { person: 'ines.duarte' });
    expect((await visit(chosen.location)).location).toMatch(redirect);

    const again = await ask();
    expect(again.location).toMatch(/^\/sign-in\//);
    const other = await visit(`${again.location}/person`, {
      person: 'oskar.lind',
    });
    const back = await visit(other.location);
    expect(back.location).toMatch(redirect);
  });

  it('lets nobody in with a wrong password, and does not say which part was wrong', async () => {
    const { visit, ask } = world;
    const { location: page } = await ask();
    const wrong = await visit(`${page}/password`, {
      user: 'oskar.lind',
      password: 'guess',
    });
    expect(wrong.text).toContain('User name or password are wrong.');
    const unknown = await visit(`${page}/password`, {
      user: '"><script>',
      password: 'meridian',
    });
    expect(unknown.text).toContain('User name or password are wrong.');
    expect(unknown.text).not.toContain('<script>');
  });

  it('sends nobody to a place that is not a portal on this machine', async () => {
    const { ask } = world;
    expect(
      (await ask('http://evil.example/api/auth/oidc/handler/frame')).status,
    ).toBe(400);
    expect((await ask('http://localhost:7007/elsewhere')).status).toBe(400);
    expect(
      (await ask('http://localhost:9999/api/auth/oidc/handler/frame')).status,
    ).toBe(303);
  });
});
