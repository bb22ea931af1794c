import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { findingQuerySchema } from '@flytower/cloud-common/operations';
import express from 'express';
import Router from 'express-promise-router';
import { parseInput } from '../requests/parseInput';
import type { FindingService } from './FindingService';

/** The findings' part of a domain's door. */
export function createFindingsRouter(options: {
  findings: FindingService;
  httpAuth: HttpAuthService;
}): express.Router {
  const { findings, httpAuth } = options;
  const router = Router();

  router.get('/findings', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const query = parseInput(findingQuerySchema, req.query);
    res.json(await findings.list(query, { credentials }));
  });

  router.get('/findings/:id', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(await findings.get(req.params.id, { credentials }));
  });

  return router;
}
