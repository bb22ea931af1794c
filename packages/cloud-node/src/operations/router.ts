import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { OperationQuery } from '@flytower/cloud-common/operations';
import express from 'express';
import Router from 'express-promise-router';
import type { OperationsService } from './service/OperationsService';

/** The routes of operations, the same in every domain. */
export function createOperationsRouter(options: {
  operations: OperationsService;
  httpAuth: HttpAuthService;
}): express.Router {
  const { operations, httpAuth } = options;
  const router = Router();
  const asker = async (req: express.Request) => ({
    credentials: await httpAuth.credentials(req),
  });
  router.use('/operations', express.json());

  router.get('/operations/definitions', async (req, res) => {
    await asker(req);
    res.json(await operations.listDefinitions());
  });

  router.get('/operations', async (req, res) => {
    const query = req.query as OperationQuery;
    res.json(await operations.list(query, await asker(req)));
  });

  router.get('/operations/:id', async (req, res) => {
    res.json(await operations.get(req.params.id, await asker(req)));
  });

  router.post('/operations/:kind/choices', async (req, res) => {
    const who = await asker(req);
    res.json(await operations.choices(req.params.kind, req.body, who));
  });

  router.post('/operations/:kind/precheck', async (req, res) => {
    const who = await asker(req);
    res.json(await operations.precheck(req.params.kind, req.body, who));
  });

  router.post('/operations/:kind/start', async (req, res) => {
    const who = await asker(req);
    res
      .status(202)
      .json(await operations.start(req.params.kind, req.body, who));
  });

  router.post('/operations/:id/cancel', async (req, res) => {
    res.json(await operations.cancel(req.params.id, await asker(req)));
  });

  router.post('/operations/:id/approve', async (req, res) => {
    const who = await asker(req);
    res.json(await operations.approve(req.params.id, req.body, who));
  });

  router.post('/operations/:id/reject', async (req, res) => {
    const who = await asker(req);
    res.json(await operations.reject(req.params.id, req.body, who));
  });

  return router;
}
