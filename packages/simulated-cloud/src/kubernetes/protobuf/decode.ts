import { badRequest, unsupportedMediaType } from '../status';
import type { JsonObject } from '../types';
import { type MessageField, fieldsOfMessage } from './messages';
import { type WireField, readFields } from './wire';

/** Media type of bodies in Protocol Buffers. */
export const protobufType = 'application/vnd.kubernetes.protobuf';

/** Every body begins with this, and then wraps the object together with its kind. */
const magic = Buffer.from('k8s\0');

const text = new TextDecoder();

/** Reads an object that a typed client wrote in Protocol Buffers. */
export function decodeProtobuf(body: Uint8Array): JsonObject {
  if (!magic.equals(body.subarray(0, magic.length))) {
    throw badRequest('the body does not begin as protobuf bodies do');
  }
  try {
    return unwrap(body.subarray(magic.length));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw badRequest(`the body cannot be read: ${error.message}`);
  }
}

function unwrap(body: Uint8Array): JsonObject {
  let apiVersion = '';
  let kind = '';
  let raw: Uint8Array = new Uint8Array();
  for (const { number, value } of readFields(body)) {
    if (typeof value === 'bigint') continue;
    if (number === 2) raw = value;
    if (number !== 1) continue;
    for (const part of readFields(value)) {
      if (typeof part.value === 'bigint') continue;
      if (part.number === 1) apiVersion = text.decode(part.value);
      if (part.number === 2) kind = text.decode(part.value);
    }
  }
  if (!fieldsOfMessage(kind)) {
    throw unsupportedMediaType(['application/json', 'application/yaml']);
  }
  return { kind, apiVersion, ...message(kind, raw) };
}

function message(name: string, bytes: Uint8Array): JsonObject {
  const fields = fieldsOfMessage(name);
  const result: JsonObject = {};
  for (const wire of readFields(bytes)) {
    const field = fields?.get(wire.number);
    if (!field) continue;
    const value = field.map ? mapEntry(field, wire) : valueOf(field, wire);
    if (value === undefined) continue;
    const before = result[field.name];
    if (field.list) {
      result[field.name] = [...(Array.isArray(before) ? before : []), value];
    } else if (field.map) {
      result[field.name] = { ...(before as object), ...(value as object) };
    } else result[field.name] = value;
  }
  return result;
}

function mapEntry(field: MessageField, { value }: WireField) {
  if (typeof value === 'bigint') return undefined;
  let key = '';
  let item: unknown = '';
  for (const part of readFields(value)) {
    if (part.number === 1 && typeof part.value !== 'bigint') {
      key = text.decode(part.value);
    }
    if (part.number === 2) {
      item = valueOf({ ...field, list: true }, part);
    }
  }
  return { [key]: item };
}

/** Values that stand for "not given" are left out, as they are in JSON. */
function valueOf(field: MessageField, { value }: WireField): unknown {
  const kept = field.keepsZero || field.list;
  if (typeof value === 'bigint') {
    if (value === 0n && !kept) return undefined;
    if (field.type === 'bool') return value !== 0n;
    return Number(BigInt.asIntN(64, value));
  }
  switch (field.type) {
    case 'string':
      return value.length || kept ? text.decode(value) : undefined;
    case 'bytes':
      return Buffer.from(value).toString('base64');
    case 'quantity':
      return String(scalars(value).get(1) ?? '0');
    case 'time':
      return time(value);
    case 'intOrString': {
      const parts = scalars(value);
      return parts.get(1) === 1 ? parts.get(3) : parts.get(2) || undefined;
    }
    default: {
      const inner = message(field.type, value);
      return Object.keys(inner).length || kept ? inner : undefined;
    }
  }
}

function time(value: Uint8Array): string | undefined {
  const seconds = scalars(value).get(1);
  if (typeof seconds !== 'number') return undefined;
  return new Date(seconds * 1000).toISOString();
}

function scalars(bytes: Uint8Array): Map<number, string | number> {
  const result = new Map<number, string | number>();
  for (const { number, value } of readFields(bytes)) {
    result.set(
      number,
      typeof value === 'bigint'
        ? Number(BigInt.asIntN(64, value))
        : text.decode(value),
    );
  }
  return result;
}
