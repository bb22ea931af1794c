import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { permissionsRegistryServiceFactory } from '@backstage/backend-defaults/permissionsRegistry';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
import type { JsonObject } from '@backstage/types';
import { merge } from 'lodash';
import type { Company } from '../company/types';
import type { SimulatedCloud } from '../SimulatedCloud';
import {
  startSimulatedCloud,
  type TestCloudOptions,
} from './startSimulatedCloud';

type Features = NonNullable<Parameters<typeof startTestBackend>[0]['features']>;

export interface CloudBackendOptions {
  /** Plugins and modules under test, and service factories that replace others. */
  features: Features;
  /** One that runs already, or how to make one. It is stopped with the backend only in the second case. */
  cloud?: SimulatedCloud | TestCloudOptions;
  /** Laid over the configuration that points at the cloud. */
  config?: JsonObject;
  /**
   * Asks the permission backend, which must be among the features together with a policy. Without it everybody may
   * everything.
   */
  permissions?: boolean;
}

/** Somebody who is signed in. */
export interface Somebody {
  /** Value of the `authorization` header. */
  authorization: string;
  /** Calls the backend as them: `fetch('/api/clusters/clusters')`. An object as body is sent as JSON. */
  fetch(
    path: string,
    init?: Omit<RequestInit, 'body'> & { body?: unknown },
  ): Promise<Response>;
}

export interface CloudBackend {
  backend: TestBackend;
  server: TestBackend['server'];
  url: string;
  cloud: SimulatedCloud;
  /** Groups are those that they have in the company unless others are given. */
  as(userRef: string, groups?: string[]): Somebody;
  stop(): Promise<void>;
}

/**
 * As the mock, but a plugin that asks for somebody says so, as in a real backend. The permission backend answers
 * questions about whole kinds of resources to plugins only.
 */
const authFactory = createServiceFactory({
  service: coreServices.auth,
  deps: { plugin: coreServices.pluginMetadata },
  factory({ plugin }) {
    const pluginId = plugin.getId();
    const auth = mockServices.auth({ pluginId });
    const issue = auth.getPluginRequestToken.bind(auth);
    return Object.assign(auth, {
      async getPluginRequestToken(options: Parameters<typeof issue>[0]) {
        const { onBehalfOf } = options;
        return auth.isPrincipal(onBehalfOf, 'user')
          ? {
              token: mockCredentials.user.token(
                onBehalfOf.principal.userEntityRef,
                { actor: { subject: `plugin:${pluginId}` } },
              ),
            }
          : issue(options);
      },
    });
  },
});

/** The backend as it is deployed, on a simulated cloud: plugins reach each other and share one events service. */
export async function startCloudBackend(
  options: CloudBackendOptions,
): Promise<CloudBackend> {
  const running = isCloud(options.cloud) ? options.cloud : undefined;
  const cloud =
    running ??
    (await startSimulatedCloud(options.cloud as TestCloudOptions | undefined));
  const memberships = membershipsOf(cloud.context.company);
  const backend = await startTestBackend({
    features: [
      eventsServiceFactory,
      authFactory,
      userInfoFactory(memberships),
      mockServices.rootConfig.factory({ data: configOf(cloud, options) }),
      ...(options.permissions
        ? [permissionsServiceFactory, permissionsRegistryServiceFactory]
        : []),
      ...options.features,
    ],
  }).catch(async error => {
    if (!running) await cloud.stop();
    throw error;
  });
  const url = `http://localhost:${backend.server.port()}`;
  return {
    backend,
    server: backend.server,
    url,
    cloud,
    as(userRef, groups) {
      if (groups) memberships.set(userRef, groups);
      return somebody(url, mockCredentials.user.header(userRef));
    },
    async stop() {
      await backend.stop();
      if (!running) await cloud.stop();
    },
  };
}

function isCloud(cloud: CloudBackendOptions['cloud']): cloud is SimulatedCloud {
  return cloud !== undefined && 'urls' in cloud;
}

function configOf(
  cloud: SimulatedCloud,
  { config, permissions }: CloudBackendOptions,
): JsonObject {
  return merge(
    { backend: { baseUrl: 'http://localhost' } },
    cloud.config(),
    permissions ? { permission: { enabled: true } } : {},
    config,
  );
}

function membershipsOf(company: Company): Map<string, string[]> {
  return new Map(
    company.people.map(({ name, teams }) => [
      `user:default/${name}`,
      teams.map(team => `group:default/${team}`),
    ]),
  );
}

function userInfoFactory(memberships: Map<string, string[]>) {
  return createServiceFactory({
    service: coreServices.userInfo,
    deps: {},
    factory: () => ({
      async getUserInfo({ principal }) {
        const { userEntityRef } = principal as { userEntityRef: string };
        return {
          userEntityRef,
          ownershipEntityRefs: [
            userEntityRef,
            ...(memberships.get(userEntityRef) ?? []),
          ],
        };
      },
    }),
  });
}

function somebody(url: string, authorization: string): Somebody {
  return {
    authorization,
    fetch(path, { body, headers, ...init } = {}) {
      const given = new Headers(headers);
      given.set('authorization', authorization);
      if (body !== undefined && typeof body !== 'string')
        given.set('content-type', 'application/json');
      return fetch(`${url}${path}`, {
        ...init,
        headers: given,
        ...(body !== undefined && {
          body: typeof body === 'string' ? body : JSON.stringify(body),
        }),
      });
    },
  };
}
