import { idFor } from '../company/random';
import { services, type CloudState, type ServiceName } from './CloudState';

interface Endpoint {
  id: string;
  interface: string;
  region_id: string;
  region: string;
  service_id: string;
  url: string;
}

const interfaces = ['public', 'internal', 'admin'];
const serviceId = (type: string) => idFor('service', type);

/** Where a service is found in a region; `%(project_id)s` stays for Keystone to fill in. */
function templateOf(
  state: CloudState,
  name: ServiceName,
  region: string,
): string {
  const base = `${state.urls[name]}/${region}`;
  if (name === 'nova') return `${base}/v2.1`;
  if (name === 'cinder') return `${base}/v3/%(project_id)s`;
  return base;
}

export function listServices(_state: CloudState) {
  return [
    { id: serviceId('identity'), type: 'identity', name: 'keystone' },
    ...Object.values(services).map(({ type, name }) => ({
      id: serviceId(type),
      type,
      name,
    })),
  ];
}

/** All endpoints as an administrator sees them, templates unfilled. */
export function listEndpoints(state: CloudState): Endpoint[] {
  const names = Object.keys(services) as ServiceName[];
  return [...state.regions.keys()].flatMap(region =>
    [
      { type: 'identity', url: `${state.urls.keystone}/v3` },
      ...names.map(name => ({
        type: services[name].type,
        url: templateOf(state, name, region),
      })),
    ].flatMap(({ type, url }) =>
      interfaces.map(kind => ({
        id: idFor('endpoint', type, region, kind),
        interface: kind,
        region_id: region,
        region,
        service_id: serviceId(type),
        url,
      })),
    ),
  );
}

/** The catalog of a token. Without a project, endpoints that need one are left out and their service stays empty. */
export function catalogFor(state: CloudState, projectId?: string) {
  const endpoints = listEndpoints(state);
  return listServices(state).map(service => ({
    endpoints: endpoints
      .filter(
        ({ service_id, url }) =>
          service_id === service.id && (projectId || !url.includes('%(')),
      )
      .map(({ service_id: _, url, ...endpoint }) => ({
        ...endpoint,
        url: url.replace('%(project_id)s', projectId ?? ''),
      })),
    ...service,
  }));
}
