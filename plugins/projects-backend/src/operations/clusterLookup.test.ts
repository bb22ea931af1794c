import { mockServices } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import type { ClustersService } from '@flytower/cloud-node';
import { clusterLookup } from './clusterLookup';

/** Clusters by project, with their nodes. */
const clusters: Record<string, { name: string; nodes: object[] }[]> = {
  p1: [
    { name: 'gone', nodes: [] },
    { name: 'lab', nodes: [{ name: 'lab-1', address: '10.0.0.9' }] },
    {
      name: 'shop',
      nodes: [{ name: 'shop-workers-1' }, { name: 'n2', address: '10.0.0.2' }],
    },
  ],
  p2: [{ name: 'other', nodes: [{ name: 'web-1' }] }],
};

const lookup = (fail?: Error) =>
  clusterLookup({
    auth: mockServices.auth(),
    clusters: {
      listClusters: async ({ projectId }: { projectId: string[] }) => {
        if (fail) throw fail;
        return {
          items: projectId.flatMap(id =>
            clusters[id].map(({ name }) => ({ id: `${id}.${name}`, name })),
          ),
        };
      },
      getCluster: async (id: string) => {
        const [project, name] = id.split('.');
        if (name === 'gone') throw new NotFoundError('It went meanwhile');
        return {
          nodeList: clusters[project].find(one => one.name === name)!.nodes,
        };
      },
    } as unknown as ClustersService,
  });

describe('whose machine a server is', () => {
  it.each([
    ['its name', 'shop-workers-1', []],
    ['its address', 'whatever', ['192.168.0.1', '10.0.0.2']],
  ])('is known by %s', async (_, name, addresses) => {
    expect(await lookup()({ name, projectId: 'p1', addresses })).toEqual({
      id: 'p1.shop',
      name: 'shop',
    });
  });

  it('is not another project’s', async () => {
    const server = { name: 'web-1', projectId: 'p1', addresses: [] };
    expect(await lookup()(server)).toBeUndefined();
  });

  it('is nobody’s in a portal without clusters, and unknown when it cannot be asked', async () => {
    const server = { name: 'lab-1', projectId: 'p1', addresses: [] };
    expect(await lookup(new NotFoundError('no'))(server)).toBeUndefined();
    await expect(lookup(new TypeError('fetch failed'))(server)).rejects.toThrow(
      'It cannot be told at the moment whether lab-1 is a machine of a Kubernetes cluster',
    );
  });
});
