import type { HttpAuthService } from '@backstage/backend-plugin-api';
import {
  functionQuerySchema,
  invocationSchema,
  logQuerySchema,
} from '@flytower/cloud-common/functions';
import { parseInput } from '@flytower/cloud-node';
import express from 'express';
import Router from 'express-promise-router';
import type { FunctionsService } from './service/FunctionsService';

/** A call's body of 1 MiB, with room for how JSON writes it. */
const bodyLimit = '7mb';

/** The door. */
export function createRouter(options: {
  functions: FunctionsService;
  httpAuth: HttpAuthService;
}): express.Router {
  const { functions, httpAuth } = options;
  const router = Router();
  router.use(express.json({ limit: bodyLimit }));

  router.get('/functions', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const query = parseInput(functionQuerySchema, req.query);
    res.json(await functions.list(query, { credentials }));
  });

  router.get('/functions/:id', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(await functions.get(req.params.id, { credentials }));
  });

  router.post('/functions/:id/invoke', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const input = parseInput(invocationSchema, req.body);
    res.json(await functions.invoke(req.params.id, input, { credentials }));
  });

  router.get('/functions/:id/logs', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const query = parseInput(logQuerySchema, req.query);
    res.json(await functions.logs(req.params.id, query, { credentials }));
  });

  router.get('/choices', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(await functions.choices({ credentials }));
  });

  return router;
}
