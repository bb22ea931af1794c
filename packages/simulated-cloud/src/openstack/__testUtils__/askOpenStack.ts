import { ManualClock } from '../../Clock';
import { createCompany } from '../../company/company';
import type { CloudContext } from '../../context';
import { Scenarios } from '../../Scenarios';
import { createCinder } from '../cinder';
import { CloudState } from '../CloudState';
import { createGlance } from '../glance';
import { createKeystone } from '../keystone';
import { createNeutron } from '../neutron';
import { createNova } from '../nova';

const versions: Record<string, string> = {
  nova: 'compute 2.93',
  cinder: 'volume 3.70',
};

export const portal = {
  user: {
    name: 'portal',
    password: 'portal-secret',
    domain: { id: 'default' },
  },
  project: { name: 'admin', domain: { id: 'default' } },
};

/** An engineer in a project of her team, which has servers in a region. */
export const ines = {
  user: {
    name: 'ines.duarte',
    password: 'meridian',
    domain: { name: 'company' },
  },
  project: { name: 'checkout-api-prod', domain: { name: 'company' } },
};

/** An OpenStack that is asked without a network, at a time that the test moves. */
export function askOpenStack() {
  const clock = new ManualClock();
  const scenarios = new Scenarios();
  const state = new CloudState({
    clock,
    scenarios,
    company: createCompany(),
    stateDir: '',
    urls: {} as CloudContext['urls'],
    log: () => {},
  });
  const apps = {
    keystone: createKeystone(state),
    nova: createNova(state),
    neutron: createNeutron(state),
    cinder: createCinder(state),
    glance: createGlance(state),
  };
  for (const name of Object.keys(apps) as (keyof typeof apps)[]) {
    state.urls[name] = `http://${name}`;
  }

  /** What comes back from one request: `body` as JSON, if it is. */
  async function send(
    service: keyof typeof apps,
    method: string,
    path: string,
    {
      token,
      body,
      headers,
    }: {
      token?: string;
      body?: object;
      headers?: Record<string, string>;
    } = {},
  ) {
    const answer = await apps[service].request(path, {
      method,
      body: body && JSON.stringify(body),
      headers: {
        ...(token && { 'x-auth-token': token }),
        ...(versions[service] && {
          'openstack-api-version': versions[service],
        }),
        ...headers,
      },
    });
    return {
      status: answer.status,
      headers: answer.headers,
      body: await answer.json().catch(() => undefined),
    };
  }

  const auth = (identity: object, scope?: object | string) =>
    send('keystone', 'POST', '/v3/auth/tokens', {
      body: { auth: { identity, ...(scope && { scope }) } },
    });
  const signIn = (
    { user, project }: { user: object; project?: object } = portal,
    scope: object | string | undefined = project && { project },
  ) => auth({ methods: ['password'], password: { user } }, scope);

  /** Requests in the name of somebody, and whose they are. */
  async function as(...args: Parameters<typeof signIn>) {
    const answer = await signIn(...args);
    const token = answer.headers.get('x-subject-token')!;
    const request =
      (method: string) =>
      (service: keyof typeof apps, path: string, body?: object) =>
        send(service, method, path, { token, body });
    return {
      token,
      userId: answer.body.token.user.id as string,
      projectId: answer.body.token.project?.id as string,
      get: request('GET'),
      post: request('POST'),
      put: request('PUT'),
      patch: request('PATCH'),
      delete: request('DELETE'),
    };
  }
  return { clock, scenarios, state, send, auth, signIn, as };
}
