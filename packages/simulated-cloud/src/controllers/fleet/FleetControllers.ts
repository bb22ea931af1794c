import type { CloudPart } from '../../context';
import { Informer, kinds } from '../runtime';
import { BundleDeploymentsController } from './BundleDeploymentsController';
import { FleetReadiness } from './FleetReadiness';
import type { FleetWorld } from './FleetWorld';
import { HelmOpsController, type FleetCaches } from './HelmOpsController';

/** Everything that Fleet does, in the management cluster and by its agents in the others. */
export class FleetControllers implements CloudPart {
  private readonly caches: FleetCaches;
  private readonly helmOps: HelmOpsController;
  private readonly deployments: BundleDeploymentsController;
  private readonly readiness: FleetReadiness;

  constructor(world: FleetWorld) {
    const { client, clock } = world;
    this.caches = {
      helmOps: new Informer(client, kinds.helmOp, clock),
      bundles: new Informer(client, kinds.bundle, clock),
      deployments: new Informer(client, kinds.bundleDeployment, clock),
      clusters: new Informer(client, kinds.fleetCluster, clock),
      namespaces: new Informer(client, kinds.namespace, clock),
    };
    this.helmOps = new HelmOpsController(world, this.caches);
    this.deployments = new BundleDeploymentsController(world, this.caches);
    this.readiness = new FleetReadiness(world, this.caches);
  }

  async start(): Promise<void> {
    await Promise.all(this.informers().map(informer => informer.start()));
    this.helmOps.start();
    this.deployments.start();
    this.readiness.start();
  }

  /** For when agents are heard of again. */
  retry() {
    this.deployments.retry();
  }

  async stop(): Promise<void> {
    await Promise.all([
      this.helmOps.stop(),
      this.deployments.stop(),
      this.readiness.stop(),
    ]);
    await Promise.all(this.informers().map(informer => informer.stop()));
  }

  private informers(): { start(): Promise<void>; stop(): Promise<void> }[] {
    return Object.values(this.caches);
  }
}
