import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type Provider from 'oidc-provider';
import type { CloudContext, CloudPart } from '../context';
import { peoplePassword } from '../openstack/Identity';
import { createProvider } from './provider';
import { signInPage } from './signInPage';

const formLimit = 10_000;

async function readForm(
  request: http.IncomingMessage,
): Promise<URLSearchParams> {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
    if (text.length > formLimit) throw new Error('The form is too large');
  }
  return new URLSearchParams(text);
}

/** Forgets who was signed in before, so that somebody else can be without being asked to sign out. */
async function endSession(
  provider: Provider,
  details: Awaited<ReturnType<Provider['interactionDetails']>>,
): Promise<void> {
  if (!details.session) return;
  const session = await provider.Session.findByUid(details.session.uid);
  await session?.destroy();
  details.session = undefined;
  await details.persist();
}

/** Who is who in the company: an OpenID Connect issuer with a sign-in page of its own. */
export class IdentityProvider implements CloudPart {
  private provider?: Provider;
  private readonly server = http.createServer((request, response) => {
    this.answer(request, response).catch(error => {
      this.ctx.log(`identity: ${error}`);
      response.statusCode = 400;
      response.end(
        'This sign-in is over. Go back to the portal and try again.',
      );
    });
  });

  constructor(
    private readonly ctx: CloudContext,
    private readonly port: number,
  ) {}

  async start() {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(this.port, '127.0.0.1', resolve);
    });
    const { port } = this.server.address() as AddressInfo;
    this.ctx.urls.identity = `http://127.0.0.1:${port}`;
    this.provider = createProvider(this.ctx.urls.identity, this.ctx.company);
  }

  async stop() {
    if (!this.server.listening) return;
    await new Promise(resolve => {
      this.server.close(resolve);
      this.server.closeAllConnections();
    });
  }

  private async answer(
    request: http.IncomingMessage,
    response: http.ServerResponse,
  ): Promise<void> {
    const { provider } = this;
    if (!provider) throw new Error('not started');
    const [, home, uid, how] = (request.url ?? '').split('?')[0].split('/');
    if (home === 'favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    if (home !== 'sign-in') {
      await provider.callback()(request, response);
      return;
    }
    const details = await provider.interactionDetails(request, response);
    if (details.uid !== uid) throw new Error('another sign-in');
    if (request.method === 'POST') {
      const account = this.accountOf(how, await readForm(request));
      if (account) {
        await endSession(provider, details);
        await provider.interactionFinished(request, response, {
          login: { accountId: account },
        });
        return;
      }
      this.show(response, uid, 'User name or password are wrong.');
      return;
    }
    this.show(response, uid);
  }

  private accountOf(how: string, form: URLSearchParams): string | undefined {
    const { people } = this.ctx.company;
    if (how === 'person') {
      const name = form.get('person');
      return people.find(one => one.name === name && one.role)?.name;
    }
    const person = people.find(({ name }) => name === form.get('user'));
    return form.get('password') === peoplePassword ? person?.name : undefined;
  }

  private show(response: http.ServerResponse, uid: string, error?: string) {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('cache-control', 'no-store');
    response.end(signInPage(this.ctx.company, uid, error));
  }
}
