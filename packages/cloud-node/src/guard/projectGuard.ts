import type { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import type { PermissionResourceRef } from '@backstage/plugin-permission-node';
import { cloudProjectReadPermission } from '@flytower/cloud-common/projects';
import { Guard, type GuardOptions } from './Guard';
import { projectResourceRef, type OwnedResource } from './resources';
import { projectRules } from './rules';

/**
 * Decides about projects in a plugin that is not theirs: that of clusters and functions, which are made in projects.
 * The rules are the same ones.
 *
 * @public
 */
export function createProjectGuard(
  deps: Omit<
    GuardOptions<OwnedResource>,
    'permissionsRegistry' | 'resourceRef' | 'readPermission' | 'noun'
  >,
): Guard<OwnedResource> {
  const rules = Object.values(projectRules);
  const permissionsRegistry = {
    getPermissionRuleset: () => ({
      getRuleByName(name: string) {
        const rule = rules.find(each => each.name === name);
        if (!rule) throw new Error(`There is no rule ${name} for projects`);
        return rule;
      },
    }),
  };
  return new Guard<OwnedResource>({
    ...deps,
    // the registry of a plugin knows only the resource types that are its own
    permissionsRegistry:
      permissionsRegistry as unknown as PermissionsRegistryService,
    resourceRef: projectResourceRef as PermissionResourceRef<
      OwnedResource,
      unknown,
      string
    >,
    readPermission: cloudProjectReadPermission,
    noun: 'project',
  });
}
