import { NotFoundError } from '@backstage/errors';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import type { OperationDefinition } from '@flytower/cloud-common/operations';
import type { DefinedOperation } from './defineOperation';
import { inputJsonSchema } from './entrances/inputSchema';
import { approvePermission } from './permissions';
import { Secrets } from './secrets';
import { oneLine } from './sentences';

/** A definition, and what is worked out of it once. */
export interface KnownOperation<TDomain> {
  spec: DefinedOperation<TDomain>['spec'];
  permission: ResourcePermission;
  secrets: Secrets;
  described: OperationDefinition;
}

/** The operations of a domain. */
export class Definitions<TDomain> {
  private readonly byId: Map<string, KnownOperation<TDomain>>;

  constructor(
    pluginId: string,
    definitions: readonly DefinedOperation<TDomain>[],
  ) {
    this.byId = new Map(
      definitions.map(({ spec, permission }) => [
        spec.id,
        {
          spec,
          permission,
          secrets: new Secrets(spec.input),
          described: describe(pluginId, spec),
        },
      ]),
    );
    if (this.byId.size < definitions.length) {
      throw new Error(`Two operations of ${pluginId} have the same id`);
    }
  }

  get all(): KnownOperation<TDomain>[] {
    return [...this.byId.values()];
  }

  has(kind: string): boolean {
    return this.byId.has(kind);
  }

  get(kind: string): KnownOperation<TDomain> {
    const known = this.byId.get(kind);
    if (!known) {
      throw new NotFoundError(`There is no operation "${oneLine(kind)}" here`);
    }
    return known;
  }

  /** All that can be asked of a policy about operations, each once. */
  get permissions(): ResourcePermission[] {
    const all = this.all.flatMap(({ spec, permission }) => [
      permission,
      approvePermission(spec.target),
    ]);
    return [...new Map(all.map(each => [each.name, each])).values()];
  }
}

function describe<TDomain>(
  plugin: string,
  spec: DefinedOperation<TDomain>['spec'],
): OperationDefinition {
  return {
    plugin,
    id: spec.id,
    title: spec.title,
    description: spec.description,
    target: spec.target,
    targetField: spec.targetField,
    risk: spec.risk,
    idempotent: spec.idempotent,
    bulk: spec.bulk ?? false,
    inputSchema: inputJsonSchema(spec.input),
    confirm: spec.risk === 'destructive',
    examples: spec.examples.map(({ description, input }) => ({
      description,
      input: input as Record<string, unknown>,
    })),
  };
}
