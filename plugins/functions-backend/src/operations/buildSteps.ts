import { NotFoundError } from '@backstage/errors';
import type { Observation } from '@flytower/cloud-node/operations';
import {
  functionAnnotations,
  functionState,
  toBuild,
  type knativeKinds,
} from '@flytower/cloud-node/upstream/knative';
import type { PlatformFunction } from '../map/toFunction';

type Steps = Observation['steps'];
type StepState = Steps[number]['state'];

const names = [
  'Find the source',
  'Build the image',
  'Deploy it',
  'Become ready',
] as const;

function stepsOf(...states: (StepState | undefined)[]): Steps {
  return names.map((name, index) => ({
    name,
    state: states[index] ?? 'waiting',
  }));
}

/** How a build, and the deployment that follows it, stand. */
export function observeBuild(
  objects: PlatformFunction | undefined,
  options: {
    runName: string;
    /** Why what is built cannot be deployed at the moment. */
    problem?: string;
  },
): Observation {
  const { runName, problem } = options;
  const run = objects?.runs.find(({ metadata }) => metadata.name === runName);
  const { service } = objects ?? {};
  const isDeployed =
    service?.metadata.annotations[functionAnnotations.buildRun] === runName;
  if (!objects || (!run && !isDeployed))
    return ended(
      stepsOf('failed'),
      'Its build was deleted while it went on; start it again',
    );
  if (isDeployed) return observeDeployment(objects);
  if (run && objects.runs[0] !== run)
    return ended(
      stepsOf('skipped', 'skipped', 'skipped', 'skipped'),
      'A newer build took its place; look at that one',
    );
  return run ? observeRun(run, problem) : observeDeployment(objects);
}

function observeRun(
  run: knativeKinds.ShipwrightBuildRun,
  problem: string | undefined,
): Observation {
  const build = toBuild(run);
  if (build.state === 'succeeded')
    return {
      message: problem
        ? `The image is built, and cannot be deployed yet: ${problem}`
        : 'The image is built, and will be deployed',
      steps: stepsOf('done', 'done', 'running'),
    };
  if (build.state === 'failed') {
    const at = run.status?.failureDetails?.location?.container ?? '';
    const atSource = at.includes('source');
    return ended(
      atSource ? stepsOf('failed') : stepsOf('done', 'failed'),
      `The build failed: ${build.message?.replace(/\.+$/, '')}. ${
        atSource
          ? 'Check the address, branch and folder of the source'
          : 'Correct the source'
      }, and start it again. What was deployed before stays.`,
    );
  }
  return {
    // the builder tells what it found only once it is done
    message: 'The builder fetches the source and makes an image of it',
    steps: stepsOf('running'),
  };
}

function observeDeployment(objects: PlatformFunction): Observation {
  const { state, message } = functionState(objects);
  switch (state) {
    case 'ready':
    case 'sleeping':
    case 'paused':
      return {
        message: 'It is ready',
        steps: stepsOf('done', 'done', 'done', 'done'),
        settled: 'succeeded',
        outcome: objects.service?.status?.url
          ? `It answers at ${objects.service.status.url}`
          : 'It is ready',
      };
    case 'failed':
      return ended(
        stepsOf('done', 'done', 'done', 'failed'),
        `It does not start: ${
          message?.replace(/\.+$/, '') ?? 'Knative does not say why'
        }. Requests go to what was ready before, if there was anything. Correct the source, and deploy it again.`,
      );
    default:
      return {
        message: message ?? 'Knative starts it',
        steps: stepsOf('done', 'done', 'done', 'running'),
      };
  }
}

function ended(steps: Steps, outcome: string): Observation {
  return { message: outcome, steps, settled: 'failed', outcome };
}

/** Whether what the watch has seen is as new as the run that is followed. */
export function showsRun(runName: string) {
  return (objects: PlatformFunction | undefined): boolean =>
    Boolean(objects?.runs.some(({ metadata }) => metadata.name === runName));
}

/** For a start that finds nothing to start on. */
export function gone(functionId: string): NotFoundError {
  return new NotFoundError(
    `The function "${functionId}" is not there any more`,
  );
}
