import {
  coreServices,
  createServiceFactory,
  createServiceRef,
  type AuthService,
  type BackstageCredentials,
} from '@backstage/backend-plugin-api';
import type { DoorOptions, DoorRequestOptions } from '@flytower/cloud-common';
import {
  ClustersClient,
  type ClustersApi,
} from '@flytower/cloud-common/clusters';
import {
  FunctionsClient,
  type FunctionsApi,
} from '@flytower/cloud-common/functions';
import {
  ProjectsClient,
  type OrganizationApi,
  type ProjectsApi,
} from '@flytower/cloud-common/projects';

/** On whose behalf a door is opened. @public */
export interface DoorCredentials {
  credentials: BackstageCredentials;
  signal?: AbortSignal;
}

/** The methods of a door client, with credentials where the client takes a token. */
type WithCredentials<TApi> = {
  [K in keyof TApi]: TApi[K] extends (
    ...args: [...infer TArgs, DoorRequestOptions?]
  ) => infer TResult
    ? (...args: [...Required<TArgs>, DoorCredentials]) => TResult
    : never;
};

/** @public */
export type ProjectsService = WithCredentials<ProjectsApi & OrganizationApi>;
/** @public */
export type ClustersService = WithCredentials<ClustersApi>;
/** @public */
export type FunctionsService = WithCredentials<FunctionsApi>;

type Client = Record<string, (...args: unknown[]) => unknown>;

/** Lets every method of a client end its arguments with credentials, and turns them into a token for that plugin. */
function withCredentials<TService extends object>(
  client: object,
  auth: AuthService,
  targetPluginId: string,
): TService {
  return new Proxy(client, {
    get(target, name, receiver) {
      const method = Reflect.get(target, name, receiver);
      if (typeof method !== 'function') return method;
      return async (...args: unknown[]) => {
        const { credentials, signal } = args[
          args.length - 1
        ] as DoorCredentials;
        const { token } = await auth.getPluginRequestToken({
          onBehalfOf: credentials,
          targetPluginId,
        });
        return (target as Client)[name as string](...args.slice(0, -1), {
          token,
          signal,
        });
      };
    },
  }) as TService;
}

function doorServiceRef<TService extends object>(
  pluginId: string,
  createClient: (options: DoorOptions) => object,
) {
  return createServiceRef<TService>({
    id: `cloud.${pluginId}`,
    scope: 'plugin',
    defaultFactory: async service =>
      createServiceFactory({
        service,
        deps: { auth: coreServices.auth, discovery: coreServices.discovery },
        factory: ({ auth, discovery }) =>
          withCredentials<TService>(
            createClient({ discovery, fetch: { fetch } }),
            auth,
            pluginId,
          ),
      }),
  });
}

/** The door to OpenStack projects. @public */
export const projectsServiceRef = doorServiceRef<ProjectsService>(
  'projects',
  options => new ProjectsClient(options),
);

/** The door to Rancher's clusters. @public */
export const clustersServiceRef = doorServiceRef<ClustersService>(
  'clusters',
  options => new ClustersClient(options),
);

/** The door to Knative functions. @public */
export const functionsServiceRef = doorServiceRef<FunctionsService>(
  'functions',
  options => new FunctionsClient(options),
);
