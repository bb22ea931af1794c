import {
  mockApis,
  renderInTestApp,
  type TestAppOptions,
} from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { ClustersClient } from '@flytower/cloud-common/clusters';
import { FunctionsClient } from '@flytower/cloud-common/functions';
import { OperationsClient } from '@flytower/cloud-common/operations';
import { ProjectsClient } from '@flytower/cloud-common/projects';
import { QueryClient } from '@tanstack/react-query';
import {
  clustersApiRef,
  functionsApiRef,
  operationsApiRef,
  projectsApiRef,
} from '../api';
import { CloudQueryProvider } from '../live';
import { fakeDoors, type DoorCall } from './fakeDoors';
import { noOperations } from './fakeOperations';

/** @public */
export interface RenderedInCloud extends ReturnType<typeof renderInTestApp> {
  /** What the doors were asked. */
  calls: DoorCall[];
  /** As if a backend had told of a change. */
  signal(channel: string, message?: object): void;
}

/**
 * Renders one component in a test app with the real clients of the three doors, whose answers come from `doors`.
 *
 * @public
 */
export function renderInCloud(
  element: JSX.Element,
  options: {
    doors?: Parameters<typeof fakeDoors>[0];
    /** Entity refs of the signed-in person. */
    me?: string[];
    /** Where the test begins: `/?owner=…`. */
    url?: string;
  } & Pick<TestAppOptions, 'features' | 'mountedRoutes' | 'mountPath'> = {},
): RenderedInCloud {
  const doors = fakeDoors({ ...options.doors, ...noOperations(options.doors) });
  const discovery = mockApis.discovery({ baseUrl: 'http://portal.test' });
  const wire = { discovery, fetch: { fetch: doors.fetch as typeof fetch } };
  const signals = createSignals();
  const me = options.me ?? [
    'user:default/ines.duarte',
    'group:default/checkout',
  ];
  const client = new QueryClient({
    defaultOptions: { queries: { retry: false } },
  });

  const rendered = renderInTestApp(
    <CloudQueryProvider client={client}>{element}</CloudQueryProvider>,
    {
      features: options.features,
      mountPath: options.mountPath,
      initialRouteEntries: options.url ? [options.url] : undefined,
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
        ...options.mountedRoutes,
      },
      apis: [
        [projectsApiRef, new ProjectsClient(wire)],
        [clustersApiRef, new ClustersClient(wire)],
        [functionsApiRef, new FunctionsClient(wire)],
        [
          operationsApiRef,
          {
            projects: new OperationsClient('projects', wire),
            clusters: new OperationsClient('clusters', wire),
            functions: new OperationsClient('functions', wire),
          },
        ],
        [signalApiRef, signals],
        mockApis.identity({ userEntityRef: me[0], ownershipEntityRefs: me }),
      ],
    },
  );
  return { ...rendered, calls: doors.calls, signal: signals.tell };
}

function createSignals() {
  const listeners = new Map<string, Set<(message: never) => void>>();
  return {
    subscribe(channel: string, listener: (message: never) => void) {
      const all = listeners.get(channel) ?? new Set();
      listeners.set(channel, all.add(listener));
      return { unsubscribe: () => all.delete(listener) };
    },
    tell(channel: string, message: object = { changes: [] }) {
      listeners.get(channel)?.forEach(listener => listener(message as never));
    },
  };
}
