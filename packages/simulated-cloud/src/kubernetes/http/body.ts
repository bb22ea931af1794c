import { parse } from 'yaml';
import { badRequest, unsupportedMediaType } from '../status';

const objectTypes = ['application/json', 'application/yaml'];

/** The media type of a request without its parameters. */
export function mediaTypeOf(request: Request): string {
  const header = request.headers.get('content-type') ?? 'application/json';
  return header.split(';')[0].trim().toLowerCase();
}

/** Reads an object in JSON or YAML; protobuf is not spoken here. */
export async function readObject(request: Request): Promise<unknown> {
  const type = mediaTypeOf(request);
  if (!objectTypes.includes(type)) throw unsupportedMediaType(objectTypes);
  return parseBody(await request.text(), type.endsWith('yaml'));
}

/** JSON, or YAML which JSON is a part of. */
export function parseBody(text: string, yaml: boolean): unknown {
  try {
    return yaml ? parse(text) : JSON.parse(text);
  } catch (error) {
    throw badRequest(
      `the object provided is unrecognized (must be of type Object): ${
        error instanceof Error ? error.message : error
      }`,
    );
  }
}
