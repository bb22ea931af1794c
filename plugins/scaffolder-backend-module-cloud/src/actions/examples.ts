import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/** One step of a template, as an example in the list of actions. */
export function exampleOf(
  description: string,
  step: { [key: string]: unknown },
): TemplateExample {
  return { description, example: stringify({ steps: [step] }) };
}

/** Creating and prechecking take the same input. */
export function clusterExamples(
  action: string,
  name: string,
): TemplateExample[] {
  return [
    exampleOf('A small cluster for development', {
      id: 'create',
      name,
      action,
      input: {
        projectId: '${{ parameters.projectId }}',
        name: 'shop-dev',
        region: 'north',
        version: 'v1.34.2+rke2r1',
        controlPlane: { count: 1, flavor: 'm1.medium' },
        workers: { count: 2, flavor: 'm1.large' },
      },
    }),
    exampleOf('A cluster that survives the loss of a node', {
      id: 'create',
      name,
      action,
      input: {
        projectId: '${{ parameters.projectId }}',
        name: '${{ parameters.name }}',
        description: 'Runs the shop',
        environment: 'production',
        region: '${{ parameters.region }}',
        version: '${{ parameters.version }}',
        controlPlane: { count: 3, flavor: 'm1.large' },
        workers: { count: 5, flavor: 'm1.xlarge' },
      },
    }),
  ];
}
