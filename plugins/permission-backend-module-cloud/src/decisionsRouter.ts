import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Permission } from '@backstage/plugin-permission-common';
import { parseInput } from '@flytower/cloud-node';
import express from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import type { CloudPermissionPolicy } from './CloudPermissionPolicy';

const questionSchema = z.object({
  userRef: z.string().min(1),
  permissions: z
    .array(
      z.looseObject({
        type: z.enum(['resource', 'basic']),
        name: z.string(),
        attributes: z.object({
          action: z.enum(['create', 'read', 'update', 'delete']).optional(),
        }),
        resourceType: z.string().optional(),
      }),
    )
    .max(100),
});

/**
 * What the policy says of somebody else, for plugins that are about to do what that person asked for earlier. People
 * are refused: what a colleague may do is none of their business.
 */
export function createDecisionsRouter(options: {
  policy: CloudPermissionPolicy;
  httpAuth: HttpAuthService;
}): express.Router {
  const { policy, httpAuth } = options;
  const router = Router();
  router.post('/cloud/decisions', express.json(), async (req, res) => {
    await httpAuth.credentials(req, { allow: ['service'] });
    const { userRef, permissions } = parseInput(questionSchema, req.body);
    const decisions = await Promise.all(
      permissions.map(permission =>
        policy.decideFor(permission as Permission, userRef),
      ),
    );
    res.json({ decisions });
  });
  return router;
}
