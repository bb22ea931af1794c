import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { clusterQuerySchema } from '@flytower/cloud-common/clusters';
import { parseInput } from '@flytower/cloud-node';
import express from 'express';
import Router from 'express-promise-router';
import type { ClustersService } from './service/ClustersService';

/** The door. */
export function createRouter(options: {
  clusters: ClustersService;
  httpAuth: HttpAuthService;
}): express.Router {
  const { clusters, httpAuth } = options;
  const router = Router();
  router.use(express.json());

  router.get('/clusters', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const query = parseInput(clusterQuerySchema, req.query);
    res.json(await clusters.list(query, { credentials }));
  });

  router.get('/clusters/:id', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(await clusters.get(req.params.id, { credentials }));
  });

  router.get('/choices', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(await clusters.choices({ credentials }));
  });

  return router;
}
