import { parse } from 'yaml';
import { decodeProtobuf, protobufType } from '../protobuf/decode';
import { badRequest, unsupportedMediaType } from '../status';

const objectTypes = ['application/json', 'application/yaml'];

/** The media type of a request without its parameters. */
export function mediaTypeOf(request: Request): string {
  const header = request.headers.get('content-type') ?? 'application/json';
  return header.split(';')[0].trim().toLowerCase();
}

/** Reads an object in JSON or YAML, or in Protocol Buffers for the kinds that typed clients create. */
export async function readObject(request: Request): Promise<unknown> {
  const type = mediaTypeOf(request);
  if (type === protobufType) {
    return decodeProtobuf(new Uint8Array(await request.arrayBuffer()));
  }
  if (!objectTypes.includes(type)) throw unsupportedMediaType(objectTypes);
  return parseBody(await request.text(), type.endsWith('yaml'));
}

/** Reads options that may be left out, as those of deletions may. */
export async function readOptions(request: Request): Promise<unknown> {
  const copy = request.clone();
  const { byteLength } = await request.arrayBuffer();
  return byteLength > 0 ? readObject(copy) : {};
}

/** JSON, or YAML which JSON is a part of. */
export function parseBody(text: string, yaml: boolean): unknown {
  // most JSON cannot name it, and need not be looked through
  const risky = /__proto__|\\u/i.test(text);
  try {
    return yaml
      ? parse(text, withoutProto)
      : JSON.parse(text, risky ? withoutProto : undefined);
  } catch (error) {
    throw badRequest(
      `the object provided is unrecognized (must be of type Object): ${
        error instanceof Error ? error.message : error
      }`,
    );
  }
}

/** A field of this name would become the prototype of whatever the object is merged into. */
function withoutProto(field: unknown, value: unknown): unknown {
  return field === '__proto__' ? undefined : value;
}
