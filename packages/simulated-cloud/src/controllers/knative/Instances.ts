import type { Clock } from '../../Clock';
import { FunctionProcess } from '../../functions/FunctionProcess';
import type { ImageRegistry } from '../../functions/ImageRegistry';
import type { ClusterHooks } from '../../kubernetes/hooks';
import type { KubeObject } from '../../kubernetes/types';
import { isStatus, keyOf, kinds, type KubeClient } from '../runtime';
import { startsLazily } from './marks';
import { deploymentOf, podOf, podStatus } from './podObjects';
import type { InstanceState, Revision } from './types';

interface Instance {
  revision: Revision;
  pod: KubeObject;
  startedAt: string;
  state: InstanceState;
  process?: FunctionProcess;
  launching?: Promise<void>;
}

/** Plays the kubelet for revisions of functions: each has at most one pod, and each pod one process. */
export class Instances {
  private readonly instances = new Map<string, Instance>();
  private serial = 0;

  constructor(
    private readonly options: {
      client: KubeClient;
      registry: ImageRegistry;
      clock: Clock;
      /** Something about the revision's instance is different now. */
      changed(revision: Revision): void;
    },
  ) {}

  stateOf(revision: Revision): InstanceState {
    return this.instances.get(keyOf(revision))?.state ?? { phase: 'none' };
  }

  /** Brings the pod and its process into being. What failed before is tried anew only by `wake`. */
  async run(revision: Revision): Promise<void> {
    const key = keyOf(revision);
    if (this.instances.has(key)) return;
    const { client, clock } = this.options;
    const deployment = await this.scale(revision, 1);
    const pod = await client.ensure(
      kinds.pod,
      podOf(revision, deployment, this.serial++),
    );
    const instance: Instance = {
      revision,
      pod,
      startedAt: new Date(clock.now()).toISOString().replace(/\.\d+/, ''),
      state: { phase: 'starting' },
    };
    this.instances.set(key, instance);
    if (revision.metadata.annotations?.[startsLazily]) {
      await this.tell(instance, { phase: 'running' });
    } else {
      await this.launch(instance);
    }
  }

  /** Port of the running process, starting it where that is needed. */
  async wake(revision: Revision): Promise<number> {
    const instance = this.instances.get(keyOf(revision));
    if (!instance) throw new Error('the revision has no instance yet');
    // what died is started again by the next request
    if (!instance.process || instance.state.phase === 'failed')
      await this.launch(instance);
    if (!instance.process) throw new Error('the image is gone');
    return instance.process.listening;
  }

  /** Takes pod and process away. */
  async end(revision: Revision): Promise<void> {
    const key = keyOf(revision);
    const instance = this.instances.get(key);
    if (!instance) return;
    this.instances.delete(key);
    await instance.process?.stop();
    await this.options.client.delete(kinds.pod, instance.pod.metadata);
    await this.scale(revision, 0);
  }

  /** Somebody deleted the pod. */
  async podGone(pod: KubeObject): Promise<void> {
    for (const [key, instance] of this.instances) {
      if (instance.pod.metadata.uid !== pod.metadata.uid) continue;
      this.instances.delete(key);
      await instance.process?.stop();
      this.options.changed(instance.revision);
    }
  }

  async stop(): Promise<void> {
    const all = [...this.instances.values()];
    this.instances.clear();
    await Promise.all(all.map(instance => instance.process?.stop()));
  }

  /** Logs of function pods; nothing for pods of others. */
  readonly logsOf: NonNullable<ClusterHooks['logsOf']> = request => {
    const instance = [...this.instances.values()].find(
      ({ pod }) =>
        pod.metadata.name === request.pod &&
        pod.metadata.namespace === request.namespace,
    );
    if (!instance) return undefined;
    if (!instance.process) return [];
    const { log } = instance.process;
    return request.follow ? log.follow(request.signal) : log.read();
  };

  /** One process for each instance, also when a request comes while it is being started. */
  private launch(instance: Instance): Promise<void> {
    instance.launching ??= this.startProcess(instance).finally(() => {
      instance.launching = undefined;
    });
    return instance.launching;
  }

  private async startProcess(instance: Instance): Promise<void> {
    const { registry, clock } = this.options;
    const { revision } = instance;
    const [container] = revision.spec.containers;
    const image = await registry.pull(container?.image ?? '');
    if (!image) return;
    const process = new FunctionProcess({
      ...image,
      env: {
        ...(await this.envOfSecrets(revision)),
        ...Object.fromEntries(
          (container?.env ?? []).map(({ name, value = '' }) => [name, value]),
        ),
        K_SERVICE:
          revision.metadata.labels?.['serving.knative.dev/service'] ?? '',
        K_REVISION: revision.metadata.name,
        POD_NAME: instance.pod.metadata.name,
        NODE_ENV: 'production',
      },
      memoryMiB: mebibytes(container?.resources?.limits?.memory),
      now: () => clock.now(),
    });
    instance.process = process;
    // taken away while its image was fetched
    if (this.instances.get(keyOf(revision)) !== instance) await process.stop();
    if (instance.state.phase !== 'running')
      await this.tell(instance, { phase: 'starting' });
    process.listening.then(
      () => this.tell(instance, { phase: 'running' }),
      () => {},
    );
    void process.exited.then(({ code, message }) => {
      if (instance.process === process)
        void this.tell(instance, {
          phase: 'failed',
          exitCode: code || 1,
          message,
        });
    });
  }

  /** Environment that the container takes from Secrets. */
  private async envOfSecrets(
    revision: Revision,
  ): Promise<Record<string, string>> {
    const [container] = revision.spec.containers;
    const env: Record<string, string> = {};
    for (const { secretRef } of container?.envFrom ?? []) {
      const secret = secretRef && (await this.secret(revision, secretRef.name));
      for (const [name, value] of Object.entries(secret?.data ?? {}))
        env[name] = Buffer.from(value, 'base64').toString();
    }
    return env;
  }

  private secret({ metadata: { namespace } }: Revision, name: string) {
    return this.options.client.find<
      KubeObject & { data?: Record<string, string> }
    >(kinds.secret, { namespace, name });
  }

  private async tell(instance: Instance, state: InstanceState): Promise<void> {
    if (this.instances.get(keyOf(instance.revision)) !== instance) return;
    instance.state = state;
    const image = instance.revision.spec.containers[0]?.image ?? '';
    const status = podStatus(state, image, instance.startedAt);
    try {
      await this.options.client.patchStatus(kinds.pod, instance.pod, status);
    } catch (error) {
      // a pod that somebody deleted meanwhile has no status any more
      if (!isStatus(error, 404)) throw error;
    }
    this.options.changed(instance.revision);
  }

  private async scale(
    revision: Revision,
    replicas: number,
  ): Promise<KubeObject> {
    const { client } = this.options;
    const wanted = deploymentOf(revision, replicas);
    try {
      const deployment = await client.ensure(kinds.deployment, wanted);
      return await client.patch(kinds.deployment, deployment.metadata, {
        spec: { replicas },
      });
    } catch (error) {
      // its namespace is being removed, and it with it
      if (replicas === 0) return wanted;
      throw error;
    }
  }
}

/** Memory that a function's heap may take, from a quantity such as `128Mi`. */
function mebibytes(quantity = '128Mi'): number {
  const [, number = '128', unit] = /^(\d+)(Mi|Gi)?$/.exec(quantity) ?? [];
  const size = Number(number) * (unit === 'Gi' ? 1024 : 1);
  return Math.min(Math.max(size, 32), 1024);
}
