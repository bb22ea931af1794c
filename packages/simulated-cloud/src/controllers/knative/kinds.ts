import type { Kind } from '../runtime';

const kind = (apiVersion: string, name: string, plural: string): Kind => ({
  apiVersion,
  kind: name,
  plural,
  namespaced: true,
});

const serving = 'serving.knative.dev/v1';

/** The kinds of Knative Serving. */
export const servingKinds = {
  service: kind(serving, 'Service', 'services'),
  configuration: kind(serving, 'Configuration', 'configurations'),
  revision: kind(serving, 'Revision', 'revisions'),
  route: kind(serving, 'Route', 'routes'),
} as const;
