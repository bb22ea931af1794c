import { type KubeObject, isObject } from '../types';

/** A CustomResourceDefinition is served as soon as it is written. */
export function prepareDefinition(object: KubeObject, now: string): KubeObject {
  const spec = isObject(object.spec) ? object.spec : {};
  const names = isObject(spec.names) ? spec.names : {};
  const kind = String(names.kind ?? '');
  const accepted = {
    singular: kind.toLowerCase(),
    listKind: `${kind}List`,
    ...names,
  };
  const versions = Array.isArray(spec.versions) ? spec.versions : [];
  const condition = (type: string, reason: string, message: string) => ({
    type,
    status: 'True',
    lastTransitionTime: now,
    reason,
    message,
  });
  return {
    ...object,
    spec: { conversion: { strategy: 'None' }, ...spec, names: accepted },
    status: {
      conditions: [
        condition('NamesAccepted', 'NoConflicts', 'no conflicts found'),
        condition(
          'Established',
          'InitialNamesAccepted',
          'the initial names have been accepted',
        ),
      ],
      acceptedNames: accepted,
      storedVersions: versions
        .filter(isObject)
        .filter(version => version.storage)
        .map(version => version.name),
    },
  };
}
