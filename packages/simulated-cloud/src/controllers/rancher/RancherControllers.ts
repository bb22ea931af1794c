import type { CloudPart } from '../../context';
import { ClustersController } from './ClustersController';
import { MachinesController } from './MachinesController';
import { MachineSetsController } from './MachineSetsController';
import { RancherCaches, type RancherWorld } from './RancherCaches';

/** Everything that Rancher does in its management cluster. */
export class RancherControllers implements CloudPart {
  readonly caches: RancherCaches;
  private controllers: { start(): void; stop(): Promise<void> }[] = [];

  constructor(private readonly world: RancherWorld) {
    this.caches = new RancherCaches(world);
  }

  async start(): Promise<void> {
    const { world, caches } = this;
    this.controllers = [
      new MachineSetsController(world, caches),
      new MachinesController(world, caches),
      new ClustersController(world, caches),
    ];
    await caches.start();
    for (const controller of this.controllers) controller.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.controllers.map(controller => controller.stop()));
    await this.caches.stop();
  }
}
