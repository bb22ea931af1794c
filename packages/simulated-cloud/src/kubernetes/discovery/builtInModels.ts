import * as client from '@kubernetes/client-node';

/** A field of a built-in kind, as the client library describes it. */
export interface ModelField {
  /** `string`, `V1PodSpec`, `date`, … */
  type: string;
  format: string;
  list: boolean;
  map: boolean;
}

interface Attribute {
  baseName: string;
  type: string;
  format: string;
}

interface Model {
  getAttributeTypeMap(): Attribute[];
}

const models = new Map<string, Map<string, ModelField> | undefined>();

/** Fields of `V1Pod` and the like; undefined for what is no model. */
export function builtInModel(
  name: string,
): Map<string, ModelField> | undefined {
  if (!models.has(name)) models.set(name, read(name));
  return models.get(name);
}

/** Models that are not called like their kind. */
const aliases: Record<string, string> = { V1Event: 'CoreV1Event' };

function read(name: string) {
  const found: unknown = Reflect.get(client, aliases[name] ?? name);
  if (!isModel(found)) return undefined;
  return new Map(
    found.getAttributeTypeMap().map(({ baseName, type, format }) => {
      const list = /^Array<(.+)>$/.exec(type);
      const map = /^\{ \[key: string\]: (.+); \}$/.exec(type);
      return [
        baseName,
        {
          type: list?.[1] ?? map?.[1] ?? type,
          format,
          list: Boolean(list),
          map: Boolean(map),
        },
      ];
    }),
  );
}

function isModel(value: unknown): value is Model {
  return (
    typeof value === 'function' &&
    typeof Reflect.get(value, 'getAttributeTypeMap') === 'function'
  );
}
