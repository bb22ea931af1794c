import { AsyncContent } from '@flytower/cloud-react';
import { EntityOperations } from '@flytower/cloud-react/operations';
import { useProject } from '../../useProject';

/** What is wrong with a project, what can be done about it, and what was done lately. */
export function OperationsCard() {
  return (
    <AsyncContent query={useProject()}>
      {({ id, name, entityRef, allowedOperations }) => (
        <EntityOperations
          target={{ type: 'project', id, title: name }}
          entityRef={entityRef}
          allowed={allowedOperations}
        />
      )}
    </AsyncContent>
  );
}
