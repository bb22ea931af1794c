import type { HttpAuthService } from '@backstage/backend-plugin-api';
import {
  projectQuerySchema,
  resourceQuerySchema,
} from '@flytower/cloud-common/projects';
import { parseInput } from '@flytower/cloud-node';
import type { Router } from 'express';
import createRouter from 'express-promise-router';
import type { ProjectsService } from './service/ProjectsService';

/** The door: `ProjectsClient` of `@flytower/cloud-common/projects` is its other side. */
export function createProjectsRouter(options: {
  httpAuth: HttpAuthService;
  projects: ProjectsService;
}): Router {
  const { httpAuth, projects } = options;
  const router = createRouter();

  router.get('/projects', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const query = parseInput(projectQuerySchema, req.query);
    res.json(await projects.list(query, { credentials }));
  });

  router.get('/projects/:id', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(await projects.get(req.params.id, { credentials }));
  });

  router.get('/projects/:id/resources', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const query = parseInput(resourceQuerySchema, req.query);
    res.json(
      await projects.listResources(req.params.id, query, { credentials }),
    );
  });

  router.get('/projects/:id/capacity', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(await projects.getCapacity(req.params.id, { credentials }));
  });

  router.get('/organization', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    res.json(await projects.getOrganization({ credentials }));
  });

  return router;
}
