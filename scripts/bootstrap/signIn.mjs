/** A browser in miniature: keeps cookies per host and follows redirects. */
class Visitor {
  #jars = new Map();

  async visit(url, options = {}, hops = 10) {
    const { host } = new URL(url);
    const jar = this.#jars.get(host) ?? new Map();
    this.#jars.set(host, jar);
    const answer = await fetch(url, {
      ...options,
      redirect: 'manual',
      signal: AbortSignal.timeout(10_000),
      headers: {
        ...options.headers,
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
      },
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [name, value] = cookie.split(';')[0].split(/=(.*)/);
      jar.set(name, value);
    }
    const location = answer.headers.get('location');
    if (answer.status >= 300 && answer.status < 400 && location && hops > 0) {
      return this.visit(new URL(location, url).href, {}, hops - 1);
    }
    return { url, status: answer.status, text: await answer.text() };
  }
}

/**
 * Signs in as a person of the simulated company, through the identity provider, as the browser does.
 *
 * @returns a Backstage token, or undefined while the portal does not know that person
 */
export async function signInAs(portalUrl, person) {
  const visitor = new Visitor();
  const query = new URLSearchParams({
    env: 'development',
    scope: 'openid profile email',
    origin: portalUrl,
    redirectUrl: `${portalUrl}/`,
    flow: 'redirect',
  });
  const page = await visitor.visit(`${portalUrl}/api/auth/oidc/start?${query}`);
  if (!page.url.includes('/sign-in/')) return undefined;
  await visitor.visit(`${page.url}/person`, {
    method: 'POST',
    body: new URLSearchParams({ person }),
  });
  const session = await visitor.visit(
    `${portalUrl}/api/auth/oidc/refresh?optional&env=development`,
    { headers: { 'x-requested-with': 'XMLHttpRequest' } },
  );
  if (session.status !== 200) return undefined;
  return JSON.parse(session.text).backstageIdentity?.token;
}
