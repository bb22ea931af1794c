import { ConflictError } from '@backstage/errors';
import { redeploymentSchema } from '@flytower/cloud-common/functions';
import { defineOperation } from '@flytower/cloud-node/operations';
import { blocks, warns } from '@flytower/cloud-node/precheck';
import { changeService } from '@flytower/cloud-node/upstream/knative';
import { planOf, startBuild } from '../deploy/startBuild';
import { entityRefOf } from '../map/toFunction';
import { gone, observeBuild, showsRun } from './buildSteps';
import { problemsOf, type FunctionsDomain } from './FunctionsDomain';
import { followsLatest, latestTraffic, showsTraffic } from './traffic';

/** Builds the source of a function that is there, and deploys it. */
export const redeployFunction = defineOperation<FunctionsDomain>()({
  id: 'redeploy-function',
  title: 'Redeploy function',
  description:
    'Builds the newest source of a function and deploys it. All requests go to the new revision once it is ready; until then, and when it does not become ready, the present ones stay.',
  target: 'function',
  targetField: 'functionId',
  risk: 'change',
  idempotent: false,
  bulk: true,
  lock: 'target',
  deadlineMinutes: 30,
  input: redeploymentSchema,
  examples: [
    {
      description: 'Deploy what is on the branch now',
      input: { functionId: 'north.checkout.send-invoice' },
    },
    {
      description: 'Deploy a tag',
      input: { functionId: 'north.checkout.send-invoice', revision: 'v1.2.0' },
    },
  ],
  async precheck({ functionId }, ctx) {
    const { domain } = ctx;
    const found = domain.platforms.mustSee(functionId);
    const { record, collector, objects } = found;
    const problems = problemsOf(ctx, found);
    if (problems.length > 0) return problems;
    const plan = planOf(collector.platform.config, objects, {
      projectId: record.projectId ?? '',
      requester: '',
      operationId: '',
    });
    if (!plan)
      problems.push(
        blocks('It is not known from which git repository it was built'),
      );
    const gitProblem = plan && domain.gitHosts.problemWith(plan.git.url);
    if (gitProblem) problems.push(blocks(gitProblem));
    if (!record.projectId)
      problems.push(blocks('It is not known to which project it belongs'));
    else if (!(await domain.project(record.projectId)).enabled)
      problems.push(blocks('Its project is disabled in Keystone'));
    if (record.state === 'paused')
      problems.push(warns('It is paused, and stays so'));
    if (objects.service && !followsLatest(objects.service))
      problems.push(
        warns(
          'Requests are divided among its revisions by hand; afterwards all of them go to the new one',
        ),
      );
    return problems;
  },
  async start(input, { domain, requester, operationId, signal }) {
    const { functionId, revision, env } = input;
    const { collector, objects, record } = domain.platforms.mustSee(functionId);
    const plan = planOf(collector.platform.config, objects, {
      projectId: record.projectId ?? '',
      requester,
      operationId,
    });
    if (!plan)
      throw new ConflictError(
        'It is not known from which git repository it was built',
      );
    const runName = await startBuild({
      client: collector.client,
      plan: {
        ...plan,
        git: { ...plan.git, ...(revision && { revision }) },
        // an empty environment is one, too
        ...(env && { envSecret: undefined }),
      },
      env,
      signal,
    });
    return { functionId, runName };
  },
  async observe({ functionId, runName }, { domain, operationId, signal }) {
    const { platforms } = domain;
    const objects = await platforms.look(functionId, {
      isNew: showsRun(runName),
      signal,
    });
    const found = platforms.find(functionId);
    const url = objects?.service?.status?.url;
    const upstream = {
      functionId,
      entityRef: entityRefOf(functionId),
      buildRun: runName,
      ...(url && { url }),
    };
    const built = observeBuild(objects, {
      runName,
      problem: found?.record.message,
    });
    const steps = (state: 'waiting' | 'running' | 'done' | 'skipped') => [
      ...built.steps,
      { name: 'Send it all requests', state },
    ];
    if (built.settled !== 'succeeded')
      return {
        ...built,
        upstream,
        steps: steps(built.settled ? 'skipped' : 'waiting'),
      };
    if (!objects?.service || !found) throw gone(functionId);
    if (!followsLatest(objects.service)) {
      // only now that it is ready: the newest ready one before it may be what somebody went back from
      const { namespace, name } = objects.service.metadata;
      await changeService(
        found.collector.client,
        {
          namespace: namespace ?? found.record.namespace,
          name,
          operationId: `${operationId}/traffic`,
          signal,
        },
        service => ({ spec: { traffic: latestTraffic(service) } }),
      );
      return {
        message: 'It is ready, and gets all requests now',
        steps: steps('running'),
        upstream,
      };
    }
    const live = objects.service.status?.latestReadyRevisionName ?? '';
    if (!showsTraffic(objects.service, [{ revision: live, percent: 100 }]))
      return {
        message: 'It is ready, and gets all requests now',
        steps: steps('running'),
        upstream,
      };
    return { ...built, upstream, steps: steps('done') };
  },
});
