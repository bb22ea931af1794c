import type { CloudContext, CloudPart } from '../../context';
import type { ImageRegistry } from '../../functions/ImageRegistry';
import { Controller, Informer, keyOf, type KubeClient } from '../runtime';
import { buildImage, BuildFailure } from './buildImage';
import { shipwrightKinds, type Build, type BuildRun } from './kinds';

export interface ShipwrightOptions {
  context: CloudContext;
  client: KubeClient;
  registry: ImageRegistry;
  /** What scheduling a build's pod takes, at least. */
  queueMs?: number;
}

/** Registers builds, and runs them. */
export class ShipwrightControllers implements CloudPart {
  private readonly builds: Informer<Build>;
  private readonly runs: Informer<BuildRun>;
  private readonly controllers: { builds: Controller; runs: Controller };

  constructor(private readonly options: ShipwrightOptions) {
    const { client, context } = options;
    const { clock } = context;
    const log = (message: string) => context.log(message);
    this.builds = new Informer(client, shipwrightKinds.build, clock);
    this.runs = new Informer(client, shipwrightKinds.buildRun, clock);
    const controllers = {
      builds: new Controller({
        name: 'build',
        clock,
        log,
        reconcile: key => this.register(key),
      }),
      runs: new Controller({
        name: 'buildrun',
        clock,
        log,
        reconcile: key => this.run(key),
      }),
    };
    this.controllers = controllers;
    this.builds.onChange(({ object }) =>
      controllers.builds.enqueue(keyOf(object)),
    );
    this.runs.onChange(({ object }) => controllers.runs.enqueue(keyOf(object)));
  }

  async start(): Promise<void> {
    await Promise.all([this.builds.start(), this.runs.start()]);
    this.controllers.builds.start();
    this.controllers.runs.start();
  }

  async stop(): Promise<void> {
    await Promise.all([
      this.controllers.builds.stop(),
      this.controllers.runs.stop(),
    ]);
    await Promise.all([this.builds.stop(), this.runs.stop()]);
  }

  private async register(key: string): Promise<void> {
    const build = this.builds.get(key);
    if (!build) return;
    const { client } = this.options;
    const { name } = build.spec.strategy;
    const strategy = await client.find(shipwrightKinds.strategy, { name });
    await client.patchStatus(
      shipwrightKinds.build,
      build,
      strategy
        ? {
            registered: 'True',
            reason: 'Succeeded',
            message: 'all validations succeeded',
          }
        : {
            registered: 'False',
            reason: 'ClusterBuildStrategyNotFound',
            message: `clusterBuildStrategy ${name} does not exist`,
          },
    );
  }

  private async run(key: string): Promise<void> {
    const run = this.runs.get(key);
    if (!run || run.status?.completionTime) return;
    const { name } = run.spec.build;
    const build = name
      ? await this.options.client.find<Build>(shipwrightKinds.build, {
          namespace: run.metadata.namespace,
          name,
        })
      : undefined;
    const spec = run.spec.build.spec ?? build?.spec;
    if (!spec) {
      await this.finish(run, 'BuildNotFound', {
        message: `build.shipwright.io "${name}" not found`,
      });
      return;
    }
    if (build?.status?.registered === 'False') {
      await this.finish(run, 'BuildRegistrationFailed', {
        message: `the Build is not registered correctly, build: ${name}, registered status: False, reason: ${build.status.reason}`,
      });
      return;
    }
    const { context, registry, queueMs = 200 } = this.options;
    if (!run.status?.startTime) {
      await this.tell(run, {
        startTime: this.time(),
        conditions: [this.succeeded('Unknown', 'Pending', 'Pending')],
      });
    }
    await context.clock.sleep(queueMs);
    await this.tell(run, {
      conditions: [
        this.succeeded('Unknown', 'Running', 'Not all Steps have completed'),
      ],
    });
    try {
      const image = await buildImage(spec, registry);
      await this.finish(run, 'Succeeded', {
        message: 'All Steps have completed executing',
        output: { digest: image.digest },
        source: {
          git: { commitSha: image.commit, commitAuthor: image.author },
          timestamp: this.time(),
        },
      });
    } catch (error) {
      if (!(error instanceof BuildFailure)) throw error;
      const { namespace } = run.metadata;
      const pod = `${run.metadata.name}-pod`;
      await this.finish(run, 'Failed', {
        message: `buildrun step ${error.step} failed, for detailed information: kubectl --namespace ${namespace} logs ${pod} --container=${error.step}`,
        failureDetails: {
          reason: error.reason,
          message: error.message,
          location: { pod, container: error.step },
        },
      });
    }
  }

  private async finish(
    run: BuildRun,
    reason: string,
    { message, ...rest }: { message: string; [field: string]: unknown },
  ) {
    const status = reason === 'Succeeded' ? 'True' : 'False';
    await this.tell(run, {
      ...rest,
      completionTime: this.time(),
      conditions: [this.succeeded(status, reason, message)],
    });
  }

  private tell(run: BuildRun, status: Record<string, unknown>) {
    return this.options.client.patch(
      shipwrightKinds.buildRun,
      run.metadata,
      { status },
      'status',
    );
  }

  private succeeded(status: string, reason: string, message: string) {
    const type = 'Succeeded';
    return { type, status, reason, message, lastTransitionTime: this.time() };
  }

  private time(): string {
    return new Date(this.options.context.clock.now())
      .toISOString()
      .replace(/\.\d+/, '');
  }
}
