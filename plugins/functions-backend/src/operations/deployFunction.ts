import { newFunctionSchema } from '@flytower/cloud-common/functions';
import { cloudFunctionDeployPermission } from '@flytower/cloud-common/projects';
import { defineOperation } from '@flytower/cloud-node/operations';
import { entityRefOf } from '../map/toFunction';
import { observeBuild, showsRun } from './buildSteps';
import type { FunctionsDomain } from './FunctionsDomain';

/** Builds a new function from git and deploys it. */
export const deployFunction = defineOperation<FunctionsDomain>()({
  id: 'deploy-function',
  title: 'Deploy function',
  description:
    'Builds a new function from a git repository and deploys it on Knative in a project. A function that is there already is deployed anew by redeploy-function.',
  target: 'project',
  targetField: 'projectId',
  risk: 'change',
  idempotent: false,
  lock: ({ name }) => `deploy-function:${name}`,
  permission: cloudFunctionDeployPermission,
  action: 'cloud:function:deploy',
  deadlineMinutes: 30,
  input: newFunctionSchema,
  examples: [
    {
      description: 'Deploy a function that takes events',
      input: {
        projectId: '${{ parameters.projectId }}',
        name: 'send-invoice',
        git: { url: 'https://git.example.com/checkout/send-invoice.git' },
        invoke: 'cloudevent',
      },
    },
  ],
  async choices(_, { domain }) {
    const { collectors } = domain.platforms;
    return {
      source: collectors.map(({ platform: { config } }) => ({
        value: config.name,
        label: config.title,
      })),
    };
  },
  async precheck(input, { domain, operationId }) {
    const project = await domain.project(input.projectId);
    return domain.maker.precheck(input, project, operationId);
  },
  async start(input, { domain, requester, operationId, signal }) {
    const project = await domain.project(input.projectId);
    return {
      ...(await domain.maker.start(input, project, {
        requester,
        operationId,
        signal,
      })),
    };
  },
  async observe({ functionId, runName }, { domain, signal }) {
    const objects = await domain.platforms.look(functionId, {
      isNew: showsRun(runName),
      signal,
    });
    const problem = domain.platforms.find(functionId)?.record.message;
    const url = objects?.service?.status?.url;
    return {
      ...observeBuild(objects, { runName, problem }),
      upstream: {
        functionId,
        entityRef: entityRefOf(functionId),
        buildRun: runName,
        ...(url && { url }),
      },
    };
  },
});
