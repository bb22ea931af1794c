import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type { Project, ProjectCapacity } from '@flytower/cloud-common/projects';
import type { CloudBackend } from '@flytower/simulated-cloud/testUtils';
import Router from 'express-promise-router';
import { checkout } from './samples';

type Company = CloudBackend['cloud']['context']['company'];

const flavors = [
  { name: 'm1.medium', vcpus: 2, ramMiB: 4096 },
  { name: 'm1.large', vcpus: 4, ramMiB: 8192 },
  { name: 'm1.xlarge', vcpus: 8, ramMiB: 16384 },
];
const regions = ['north', 'south'];

/** Room for everything, in both regions. */
export const roomy: Omit<ProjectCapacity, 'projectId'> = {
  regions,
  flavors: regions.flatMap(region =>
    flavors.map((flavor, index) => ({
      ...flavor,
      id: String(index),
      region,
      diskGiB: 40,
    })),
  ),
  quota: regions.map(region => ({ region, name: 'cores', limit: -1, used: 0 })),
};

function projectsOf(company?: Company): Project[] {
  return (company?.projects ?? []).map(({ team, ...project }) => {
    const { id, name, environment, tags } = project;
    const owners = team ? [`group:default/${team}`] : [];
    const owner = owners[0];
    return { ...checkout, id, name, environment, tags, owner, owners };
  });
}

/** The projects door on the wire, with the projects of the simulated company. */
export function projectsOfTheCompany(
  company: () => Company | undefined,
  capacity: () => Omit<ProjectCapacity, 'projectId'> = () => roomy,
) {
  return createBackendPlugin({
    pluginId: 'projects',
    register(env) {
      env.registerInit({
        deps: { httpRouter: coreServices.httpRouter },
        async init({ httpRouter }) {
          const router = Router();
          router.get('/projects', (_req, res) => {
            const items = projectsOf(company());
            res.json({ items, total: items.length, facets: {}, freshness: [] });
          });
          router.get('/projects/:id', (req, res) => {
            const found = projectsOf(company()).find(
              ({ id }) => id === req.params.id,
            );
            if (!found)
              throw new NotFoundError(`There is no project ${req.params.id}`);
            res.json({ ...found, freshness: [] });
          });
          router.get('/projects/:id/capacity', (req, res) => {
            res.json({ ...capacity(), projectId: req.params.id });
          });
          httpRouter.use(router);
        },
      });
    },
  });
}
