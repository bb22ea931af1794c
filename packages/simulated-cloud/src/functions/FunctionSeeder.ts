import type { CloudContext } from '../context';
import { servingKinds } from '../controllers/knative/kinds';
import type { Repositories } from '../git';
import {
  configurationManifest,
  imageOf,
  namespaceManifest,
  platformManifests,
  revisionManifest,
  serviceManifest,
} from '../seeds/functionManifests';
import { seedFunctions, type SeedFunction } from '../seeds/functions';
import { brokenSource, repositoryFiles } from '../seeds/functionSources';
import type { FunctionCluster } from './FunctionPlatforms';
import type { ImageRegistry } from './ImageRegistry';

/** Puts the company's functions on its platforms, and their sources on its git host. */
export class FunctionSeeder {
  constructor(
    private readonly options: {
      context: CloudContext;
      clusters: FunctionCluster[];
      registry: ImageRegistry;
      repositories?: Repositories;
    },
  ) {}

  async seed(): Promise<void> {
    const { context, clusters } = this.options;
    const now = context.clock.now();
    for (const cluster of clusters)
      cluster.seed?.(now - 400 * 86_400_000, platformManifests);
    for (const fn of seedFunctions(context.company, now)) {
      const cluster = clusters.find(one => one.name === fn.region);
      if (cluster) await this.put(cluster, fn);
    }
  }

  private async put(cluster: FunctionCluster, fn: SeedFunction): Promise<void> {
    const { client, seed = () => {} } = cluster;
    const where = { namespace: fn.namespace, name: fn.name };
    const [created] = fn.revisions;
    const repository = this.repository(fn);
    const images = fn.revisions.map((_, index) =>
      imageOf(fn, this.image(fn, index + 1)),
    );
    const image = images.at(-1) ?? '';
    seed(created, [
      namespaceManifest(fn),
      serviceManifest(fn, image, repository),
    ]);
    // who owns what is known by ids that only the API server gives
    const service = await client.find(servingKinds.service, where);
    if (!service) return;
    seed(created, [configurationManifest(fn, image, service)]);
    const configuration = await client.find(servingKinds.configuration, where);
    if (!configuration) return;
    fn.revisions.forEach((time, index) =>
      seed(time, [
        revisionManifest(fn, {
          number: index + 1,
          image: images[index],
          configuration,
          fails: fn.source === brokenSource,
        }),
      ]),
    );
  }

  private image(fn: SeedFunction, number: number): string {
    const version = `1.${number - 1}.0`;
    const details = { name: fn.name, owner: fn.team, version };
    return this.options.registry.offer(repositoryFiles(fn.source, details));
  }

  private repository(fn: SeedFunction): string {
    const { context, repositories } = this.options;
    const version = `1.${fn.revisions.length - 1}.0`;
    const details = { name: fn.name, owner: fn.team, version };
    const author = context.company.people.find(person =>
      person.teams.includes(fn.team),
    );
    repositories?.seed(fn.team, fn.name, {
      description: fn.source.title,
      files: repositoryFiles(fn.source, details),
      message: `${fn.source.title}\n`,
      author: {
        name: author?.displayName ?? fn.team,
        email: author?.email ?? `${fn.team}@meridian.example`,
      },
      time: fn.revisions.at(-1) ?? 0,
    });
    return `${context.urls.git}/${fn.team}/${fn.name}.git`;
  }
}
