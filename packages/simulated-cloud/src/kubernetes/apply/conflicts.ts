import { StatusError } from '../status';
import type { Manager } from './managers';
import { pathText } from './paths';

/** Refuses to change what others own. */
export function requireNoConflicts(
  others: Manager[],
  disputed: Set<string>,
): void {
  const found = others
    .map(manager => ({
      who: nameOf(manager),
      fields: [...manager.fields]
        .filter(key => disputed.has(key))
        .map(pathText)
        .sort(),
    }))
    .filter(({ fields }) => fields.length > 0);
  if (found.length === 0) return;
  const count = found.reduce((sum, { fields }) => sum + fields.length, 0);
  const parts = found.map(({ who, fields }) =>
    fields.length === 1
      ? `conflict with ${who}: ${fields[0]}`
      : `conflicts with ${who}:\n${fields
          .map(field => `- ${field}`)
          .join('\n')}`,
  );
  throw new StatusError(
    409,
    'Conflict',
    `Apply failed with ${count} conflict${count === 1 ? '' : 's'}: ${parts.join(
      '\n',
    )}`,
    {
      causes: found.flatMap(({ who, fields }) =>
        fields.map(field => ({
          reason: 'FieldManagerConflict',
          message: `conflict with ${who}`,
          field,
        })),
      ),
    },
  );
}

function nameOf({
  manager,
  operation,
  apiVersion,
  subresource,
  time,
}: Manager): string {
  const name = `${JSON.stringify(manager)}${
    subresource ? ` with subresource ${JSON.stringify(subresource)}` : ''
  }`;
  if (operation === 'Apply') return name;
  return `${name} using ${apiVersion}${time ? ` at ${time}` : ''}`;
}
