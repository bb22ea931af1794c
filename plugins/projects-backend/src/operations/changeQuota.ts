import { NotFoundError } from '@backstage/errors';
import { defineOperation } from '@flytower/cloud-node/operations';
import { z } from 'zod';
import { blocks, clientOf, warns, type ProjectsDomain } from './ProjectsDomain';

const limit = z.number().int().min(0).max(1_000_000_000).optional();
const names = ['instances', 'cores', 'ram'] as const;

/** Changes how many servers, cores and how much memory a project may have in a region. */
export const changeQuota = defineOperation<ProjectsDomain>()({
  id: 'change-quota',
  title: 'Change quota',
  description:
    "Changes a project's limits in one region. What is running stays; lower limits only keep new things out.",
  target: 'project',
  targetField: 'projectId',
  risk: 'change',
  idempotent: true,
  deadlineMinutes: 5,
  input: z.strictObject({
    projectId: z.string().min(1).describe('Id of the project'),
    region: z.string().min(1).describe('Region'),
    instances: limit.describe('Servers'),
    cores: limit.describe('Cores'),
    ram: limit.describe('Memory in MiB'),
  }),
  examples: [
    {
      description: 'Room for more servers',
      input: { projectId: 'a1b2c3', region: 'north', instances: 20, cores: 80 },
    },
  ],
  async choices({ projectId }, { domain }) {
    const project = projectId ? await domain.findProject(projectId) : undefined;
    return {
      region: (project?.regions ?? []).map(name => ({
        value: name,
        label: name,
      })),
    };
  },
  async precheck({ projectId, region, ...limits }, { domain }) {
    const project = await mustFind(domain, projectId);
    if (!project.regions.includes(region)) {
      return [
        blocks(
          `${
            project.name
          } is not in region "${region}"; choose one of ${project.regions.join(
            ', ',
          )}`,
          'region',
        ),
      ];
    }
    const wanted = names.filter(name => limits[name] !== undefined);
    if (wanted.length === 0) {
      return [
        blocks('Say which limit is to be another one: instances, cores or ram'),
      ];
    }
    const quota = await clientOf(domain, project.cloud)
      .region(region)
      .compute.getQuota(projectId);
    return wanted.flatMap(name => {
      const value = limits[name] ?? 0;
      const ceiling = domain.quotaCeiling[name];
      if (ceiling !== undefined && value > ceiling) {
        return [
          blocks(
            `${name}: no project may have more than ${ceiling}; ask the platform team`,
            name,
          ),
        ];
      }
      if (value < quota[name].in_use) {
        return [
          blocks(
            `${name}: ${quota[name].in_use} are in use, so the limit cannot be ${value}; delete something first`,
            name,
          ),
        ];
      }
      return value === quota[name].limit
        ? [warns(`${name}: the limit is ${value} already`, name)]
        : [];
    });
  },
  async start({ projectId, region, ...limits }, { domain }) {
    const project = await mustFind(domain, projectId);
    await clientOf(domain, project.cloud)
      .region(region)
      .compute.setQuota(projectId, limits);
    const wanted = Object.fromEntries(
      names.flatMap(name => {
        const value = limits[name];
        return value === undefined ? [] : [[name, value]];
      }),
    );
    return { projectId, region, cloud: project.cloud, wanted };
  },
  async observe({ projectId, region, cloud, wanted }, { domain }) {
    const quota = await clientOf(domain, cloud)
      .region(region)
      .compute.getQuota(projectId);
    const open = names.filter(
      name => wanted[name] !== undefined && quota[name].limit !== wanted[name],
    );
    const outcome = `The limits in ${region} are: ${names
      .map(name => `${quota[name].limit} ${name}`)
      .join(', ')}.`;
    return {
      message:
        open.length > 0
          ? `Nova has not taken over ${open.join(', ')}`
          : outcome,
      steps: [
        { name: 'Limits in Nova', state: open.length > 0 ? 'running' : 'done' },
      ],
      upstream: { projectId, region },
      ...(open.length === 0 && { settled: 'succeeded' as const, outcome }),
    };
  },
});

async function mustFind({ findProject }: ProjectsDomain, id: string) {
  const project = await findProject(id);
  if (!project) {
    throw new NotFoundError(`There is no project "${id}" that you may see`);
  }
  return project;
}
