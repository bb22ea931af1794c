import { builtInModel } from '../discovery/builtInModels';
import { type KubeObject, isObject } from '../types';

/** Fields of a built-in kind that do not exist: they are dropped by a real server. */
export function unknownBuiltInFields(object: KubeObject): string[] {
  return unknownIn(object, `V1${object.kind}`, '');
}

function unknownIn(value: unknown, model: string, path: string): string[] {
  const fields = builtInModel(model);
  if (!fields || !isObject(value)) return [];
  return Object.entries(value).flatMap(([name, item]) => {
    const at = path ? `${path}.${name}` : name;
    const field = fields.get(name);
    if (!field) return [at];
    if (field.list && Array.isArray(item)) {
      return item.flatMap((entry, index) =>
        unknownIn(entry, field.type, `${at}[${index}]`),
      );
    }
    if (field.map && isObject(item)) {
      return Object.entries(item).flatMap(([key, entry]) =>
        unknownIn(entry, field.type, `${at}.${key}`),
      );
    }
    return unknownIn(item, field.type, at);
  });
}
