import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Changes } from '@flytower/cloud-common';
import type { Project } from '@flytower/cloud-common/projects';
import type {
  CinderVolume,
  NovaServer,
  OpenStackClient,
} from '@flytower/cloud-node/upstream/openstack';
import type { ProjectWriter } from '../store/ProjectWriter';
import type { ResourceScope, ResourceWriter } from '../store/ResourceWriter';
import type { SeenResource } from '../store/rows';
import { readQuota } from './readQuota';
import { fromServer, fromVolume } from './toResources';

/** Where something is, for who knows its id. */
export interface Place {
  cloud: string;
  region: string;
}

/**
 * Writes what an operation has just seen upstream, so that the portal says it at once and not after its next look at
 * everything. Never throws: that next look comes anyway.
 */
export class RowRefresher {
  constructor(
    private readonly options: {
      projects: ProjectWriter;
      resources: ResourceWriter;
      announce: (changes: Changes['changes']) => Promise<void>;
      logger: LoggerService;
    },
  ) {}

  /** @param server - undefined when it is gone */
  server({ cloud, region }: Place, id: string, server: NovaServer | undefined) {
    return this.one(
      { cloud, region, type: 'server' },
      id,
      server && fromServer(server, region),
    );
  }

  /** @param volume - undefined when it is gone */
  volume(
    { cloud, region }: Place,
    id: string,
    volume: CinderVolume | undefined,
  ) {
    return this.one(
      { cloud, region, type: 'volume' },
      id,
      volume && fromVolume(volume, region),
    );
  }

  /** What a project may have and has in one region; of the others what is known stays. */
  async quota(
    client: OpenStackClient,
    region: string,
    project: Project,
  ): Promise<void> {
    await this.trying(async () => {
      const { projects, announce } = this.options;
      const read = await readQuota(client, region, project.id);
      const others = project.quota.filter(item => item.region !== region);
      if (await projects.setQuota(project.id, [...others, ...read], Date.now()))
        await announce([{ id: project.id, change: 'upserted' }]);
    });
  }

  private async one(
    scope: ResourceScope,
    id: string,
    seen: SeenResource | undefined,
  ): Promise<void> {
    await this.trying(async () => {
      const { projects, resources, announce } = this.options;
      const { projectIds } = await resources.merge(
        scope,
        seen ? [seen] : [],
        seen ? [] : [id],
      );
      const changed = [...projectIds];
      if (!seen) await projects.recount(changed);
      await announce(changed.map(one => ({ id: one, change: 'upserted' })));
    });
  }

  private async trying(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      this.options.logger.warn(
        `What an operation has seen is shown only after the next look at everything: ${error}`,
      );
    }
  }
}
