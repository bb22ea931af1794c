import { NotFoundError } from '@backstage/errors';
import type { Project, QuotaItem } from '@flytower/cloud-common/projects';
import { defineOperation } from '@flytower/cloud-node/operations';
import { blocks, warns, type Problem } from '@flytower/cloud-node/precheck';
import type { OpenStackClient } from '@flytower/cloud-node/upstream/openstack';
import { z } from 'zod';
import { readQuota } from '../collect/readQuota';
import { quotaLimits, quotaNames, type QuotaName } from '../quotaLimits';
import { clientOf, type ProjectsDomain } from './ProjectsDomain';

const limit = z
  .number()
  .int('must be a whole number')
  .min(0, 'must be at least 0: nobody has no limit at all')
  .max(1_000_000_000)
  .optional();

const limitOf = (name: QuotaName) => {
  const { title } = quotaLimits[name];
  return limit.meta({ title, description: title });
};

/** The same within a sentence; units stay as they are written. */
const inWords = (name: QuotaName) =>
  quotaLimits[name].title.replace(/^[A-Z](?=[a-z]+\b(?! of))/, first =>
    first.toLowerCase(),
  );

const services = {
  compute: 'Nova',
  'block-storage': 'Cinder',
  network: 'Neutron',
};

type Limits = { [K in QuotaName]?: number };

/** Changes how much a project may have in a region. */
export const changeQuota = defineOperation<ProjectsDomain>()({
  id: 'change-quota',
  title: 'Change quota',
  description:
    "Changes a project's limits in one region. What is there stays; lower limits only keep new things out.",
  target: 'project',
  targetField: 'projectId',
  risk: 'change',
  idempotent: true,
  deadlineMinutes: 5,
  input: z.strictObject({
    projectId: z.string().min(1).describe('Id of the project'),
    region: z.string().min(1).describe('Region'),
    instances: limitOf('instances'),
    cores: limitOf('cores'),
    ram: limitOf('ram'),
    volumes: limitOf('volumes'),
    gigabytes: limitOf('gigabytes'),
    snapshots: limitOf('snapshots'),
    networks: limitOf('networks'),
    routers: limitOf('routers'),
    ports: limitOf('ports'),
    floatingips: limitOf('floatingips'),
    securitygroups: limitOf('securitygroups'),
    securitygrouprules: limitOf('securitygrouprules'),
  }),
  examples: [
    {
      description: 'Room for more servers',
      input: { projectId: 'a1b2c3', region: 'north', instances: 20, cores: 80 },
    },
    {
      description: 'Room for more data',
      input: { projectId: 'a1b2c3', region: 'north', gigabytes: 2000 },
    },
  ],
  async choices({ projectId }, { domain }) {
    const project = projectId ? await domain.findProject(projectId) : undefined;
    const regions = project
      ? await clientOf(domain, project.cloud).regions()
      : [];
    return { region: regions.map(name => ({ value: name, label: name })) };
  },
  async precheck({ projectId, region, ...limits }, { domain, requester }) {
    const project = await mustFind(domain, projectId);
    const client = clientOf(domain, project.cloud);
    const regions = await client.regions();
    if (!regions.includes(region)) {
      return [
        blocks(
          `There is no region "${region}"; choose one of ${regions.join(', ')}`,
          'region',
        ),
      ];
    }
    if (wantedOf(limits).length === 0) {
      return [
        blocks(
          `Say which limit is to be another one: ${quotaNames.join(', ')}`,
        ),
      ];
    }
    const quota = await readQuota(client, region, projectId);
    const beyond = wantedOf(limits).filter(([name, value]) => {
      const now = quota.find(item => item.name === name)?.limit;
      const isRaised = now !== undefined && now !== -1 && value > now;
      return isRaised && domain.quotaCeiling[name] === undefined;
    });
    const mayExceed =
      beyond.length === 0 || (await domain.mayExceedQuota(requester));
    return wantedOf(limits).flatMap(([name, value]) => {
      const now = quota.find(item => item.name === name);
      return against({
        name,
        value,
        region,
        now,
        ceiling: domain.quotaCeiling[name],
        mayExceed,
      });
    });
  },
  async start({ projectId, region, ...limits }, { domain }) {
    const project = await mustFind(domain, projectId);
    await send(clientOf(domain, project.cloud), region, projectId, limits);
    const wanted: Record<string, number> = Object.fromEntries(wantedOf(limits));
    return { projectId, region, cloud: project.cloud, wanted };
  },
  async observe({ projectId, region, cloud, wanted }, { domain }) {
    const client = clientOf(domain, cloud);
    const quota = await readQuota(client, region, projectId);
    const open = quota.filter(
      ({ name, limit: now }) =>
        wanted[name] !== undefined && now !== wanted[name],
    );
    const steps = Object.entries(services).flatMap(([service, title]) => {
      const own = quotaNames.filter(
        name =>
          quotaLimits[name].service === service && wanted[name] !== undefined,
      );
      if (own.length === 0) return [];
      const isOpen = open.some(({ name }) => own.includes(name));
      return [
        {
          name: `Limits in ${title}`,
          state: isOpen ? ('running' as const) : ('done' as const),
        },
      ];
    });
    const upstream = { projectId, region };
    if (open.length > 0) {
      return {
        message: `Not taken over yet: ${open
          .map(({ name }) => name)
          .join(', ')}`,
        steps,
        upstream,
      };
    }
    const project = await domain.findProject(projectId);
    if (project) await domain.refresh.quota(client, region, project);
    const outcome = `The project may have in ${region}: ${wantedOf(wanted)
      .map(([name, now]) => `${now} ${inWords(name)}`)
      .join(', ')}.`;
    return { message: outcome, steps, upstream, settled: 'succeeded', outcome };
  },
});

const wantedOf = (limits: Limits): [QuotaName, number][] =>
  quotaNames.flatMap(name => {
    const value = limits[name];
    return value === undefined ? [] : [[name, value]];
  });

/** What stands against one limit, by the name of its field. */
function against(wish: {
  name: QuotaName;
  value: number;
  region: string;
  now: QuotaItem | undefined;
  ceiling: number | undefined;
  mayExceed: boolean;
}): Problem[] {
  const { name, value, region, now, ceiling, mayExceed } = wish;
  const no = (why: string) => [blocks(`${name}: ${why}`, name)];
  if (!now) return no(`${region} has no service that knows of it`);
  if (value < now.used) {
    return no(
      `${now.used} are in use, so the limit cannot be ${value}; delete something first`,
    );
  }
  if (ceiling !== undefined && value > ceiling) {
    return no(
      `no project may have more than ${ceiling} (cloud.projects.quotaCeiling); ask the platform team`,
    );
  }
  const isRaised = now.limit !== -1 && value > now.limit;
  if (isRaised && ceiling === undefined && !mayExceed) {
    return no(
      `the limit is ${now.limit}, and only the platform team may raise it, as no ceiling is set for it (cloud.projects.quotaCeiling)`,
    );
  }
  return value === now.limit
    ? [warns(`${name}: the limit is ${value} already`, name)]
    : [];
}

/** Each service keeps its own limits. Setting them once more changes nothing. */
async function send(
  client: OpenStackClient,
  region: string,
  projectId: string,
  limits: Limits,
): Promise<void> {
  const { compute, blockStorage, network } = client.region(region);
  const keepers = { compute, 'block-storage': blockStorage, network };
  for (const [service, keeper] of Object.entries(keepers)) {
    const own = wantedOf(limits).filter(
      ([name]) => quotaLimits[name].service === service,
    );
    if (own.length === 0) continue;
    await keeper.setQuota(
      projectId,
      Object.fromEntries(
        own.map(([name, value]) => [quotaLimits[name].key, value]),
      ),
    );
  }
}

async function mustFind(
  { findProject }: ProjectsDomain,
  id: string,
): Promise<Project> {
  const project = await findProject(id);
  if (!project) {
    throw new NotFoundError(`There is no project "${id}" that you may see`);
  }
  return project;
}
