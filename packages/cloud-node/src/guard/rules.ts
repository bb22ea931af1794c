import type { PermissionResourceRef } from '@backstage/plugin-permission-node';
import { createPermissionRule } from '@backstage/plugin-permission-node';
import { risks, riskSchema } from '@flytower/cloud-common/operations';
import { z } from 'zod';
import {
  clusterResourceRef,
  functionResourceRef,
  projectResourceRef,
  type OwnedQuery,
  type OwnedResource,
} from './resources';

type OwnedResourceRef<TType extends string> = PermissionResourceRef<
  OwnedResource,
  OwnedQuery,
  TType
>;

const claimsSchema = z.object({
  claims: z
    .array(z.string())
    .describe('Entity refs of the asker and the groups they belong to'),
});

const meets = (some: string[], others: string[]) =>
  some.some(one => others.includes(one));

/** The rules that a policy can build its conditions of, for one kind of resource. */
function rulesOf<TType extends string>(resourceRef: OwnedResourceRef<TType>) {
  return {
    isOwner: createPermissionRule({
      name: 'IS_OWNER',
      description: 'One of the claims owns it',
      resourceRef,
      paramsSchema: claimsSchema,
      apply: (resource, { claims }) => meets(resource.owners, claims),
      toQuery: ({ claims }) => ({ field: 'owners' as const, values: claims }),
    }),
    isMember: createPermissionRule({
      name: 'IS_MEMBER',
      description: 'One of the claims holds any role on its project',
      resourceRef,
      paramsSchema: claimsSchema,
      apply: (resource, { claims }) => meets(resource.readers, claims),
      toQuery: ({ claims }) => ({ field: 'readers' as const, values: claims }),
    }),
    hasEnvironment: createPermissionRule({
      name: 'HAS_ENVIRONMENT',
      description: 'It belongs to one of these environments',
      resourceRef,
      paramsSchema: z.object({ environments: z.array(z.string()) }),
      apply: ({ environment }, { environments }) =>
        environment !== undefined && environments.includes(environment),
      toQuery: ({ environments }) => ({
        field: 'environment' as const,
        values: environments,
      }),
    }),
    hasTag: createPermissionRule({
      name: 'HAS_TAG',
      description: 'It bears one of these tags',
      resourceRef,
      paramsSchema: z.object({ tags: z.array(z.string()) }),
      apply: (resource, { tags }) => meets(resource.tags ?? [], tags),
      toQuery: ({ tags }) => ({ field: 'tags' as const, values: tags }),
    }),
    hasProjectRole: createPermissionRule({
      name: 'HAS_PROJECT_ROLE',
      description: 'One of the claims holds one of these Keystone roles on it',
      resourceRef,
      paramsSchema: claimsSchema.extend({ roles: z.array(z.string()) }),
      apply: ({ members = [] }, { claims, roles }) =>
        members.some(
          member => claims.includes(member.ref) && meets(member.roles, roles),
        ),
      toQuery: ({ claims, roles }) => ({
        field: 'roles' as const,
        values: roles,
        claims,
      }),
    }),
    riskAtMost: createPermissionRule({
      name: 'RISK_AT_MOST',
      description: 'What is to be done with it hurts no more than this',
      resourceRef,
      paramsSchema: z.object({ risk: riskSchema }),
      apply: (resource, { risk }) =>
        resource.risk !== undefined &&
        risks.indexOf(resource.risk) <= risks.indexOf(risk),
      toQuery: () => ({ field: 'nothing' as const, values: [] }),
    }),
  };
}

/** @public */
export const projectRules = rulesOf(projectResourceRef);

/** @public */
export const clusterRules = rulesOf(clusterResourceRef);

/** @public */
export const functionRules = rulesOf(functionResourceRef);
