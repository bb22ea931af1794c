import type { PermissionResourceRef } from '@backstage/plugin-permission-node';
import { createPermissionRule } from '@backstage/plugin-permission-node';
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
  };
}

/** @public */
export const projectRules = {
  ...rulesOf(projectResourceRef),
  hasProjectRole: createPermissionRule({
    name: 'HAS_PROJECT_ROLE',
    description: 'One of the claims holds one of these Keystone roles on it',
    resourceRef: projectResourceRef,
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
};

/** @public */
export const clusterRules = rulesOf(clusterResourceRef);

/** @public */
export const functionRules = rulesOf(functionResourceRef);
