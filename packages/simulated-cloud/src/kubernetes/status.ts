import type { JsonObject } from './types';

/** One reason why a field was refused. */
export interface StatusCause {
  reason: string;
  message: string;
  field: string;
}

interface StatusDetails {
  name?: string;
  group?: string;
  kind?: string;
  uid?: string;
  causes?: StatusCause[];
  retryAfterSeconds?: number;
}

/** The part of a kind that messages name. */
export interface NamedResource {
  group: string;
  plural: string;
}

/** A refusal, with the body that a Kubernetes API server answers. */
export class StatusError extends Error {
  constructor(
    readonly code: number,
    readonly reason: string,
    message: string,
    readonly details?: StatusDetails,
  ) {
    super(message);
  }

  toJSON(): JsonObject {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: this.message,
      ...(this.reason ? { reason: this.reason } : {}),
      ...(this.details ? { details: this.details } : {}),
      code: this.code,
    };
  }
}

/** `widgets.example.com`, or just `pods` for the core group. */
export function qualified(resource: NamedResource): string {
  return resource.group
    ? `${resource.plural}.${resource.group}`
    : resource.plural;
}

function detailsOf(resource: NamedResource, name: string): StatusDetails {
  return {
    name,
    ...(resource.group ? { group: resource.group } : {}),
    kind: resource.plural,
  };
}

export function notFound(resource: NamedResource, name: string) {
  return new StatusError(
    404,
    'NotFound',
    `${qualified(resource)} "${name}" not found`,
    detailsOf(resource, name),
  );
}

/** What cannot be done now, but may be later. */
export function tooManyRequests(message: string, causes: StatusCause[]) {
  return new StatusError(429, 'TooManyRequests', message, { causes });
}

/** What a path answers that no kind is served at. */
export function pathNotFound() {
  return new StatusError(
    404,
    'NotFound',
    'the server could not find the requested resource',
    {},
  );
}

export function alreadyExists(resource: NamedResource, name: string) {
  return new StatusError(
    409,
    'AlreadyExists',
    `${qualified(resource)} "${name}" already exists`,
    detailsOf(resource, name),
  );
}

export function conflict(resource: NamedResource, name: string, why: string) {
  return new StatusError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualified(resource)} "${name}": ${why}`,
    detailsOf(resource, name),
  );
}

/** The conflict of optimistic concurrency: somebody else was faster. */
export function modified(resource: NamedResource, name: string) {
  return conflict(
    resource,
    name,
    'the object has been modified; please apply your changes to the latest version and try again',
  );
}

export function badRequest(message: string) {
  return new StatusError(400, 'BadRequest', message);
}

export function forbidden(
  resource: NamedResource,
  name: string,
  why: string,
): StatusError {
  return new StatusError(
    403,
    'Forbidden',
    `${qualified(resource)}${name ? ` "${name}"` : ''} is forbidden: ${why}`,
    detailsOf(resource, name),
  );
}

export function methodNotAllowed() {
  return new StatusError(
    405,
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    {},
  );
}

export function unsupportedMediaType(accepted: string[]) {
  return new StatusError(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${accepted.join(
      ', ',
    )}`,
  );
}

/** A resource version that is no longer remembered. Clients list again. */
export function expired(message: string) {
  return new StatusError(410, 'Expired', message);
}

export function internalError(message: string) {
  return new StatusError(
    500,
    'InternalError',
    `Internal error occurred: ${message}`,
    {
      causes: [{ reason: '', message, field: '' }],
    },
  );
}

/** 422 with one cause for each field. */
export function invalid(
  resource: { group: string; kind: string },
  name: string,
  causes: StatusCause[],
) {
  const lines = causes.map(cause => `${cause.field}: ${cause.message}`);
  const text = lines.length === 1 ? lines[0] : `[${lines.join(', ')}]`;
  const kind = resource.group
    ? `${resource.kind}.${resource.group}`
    : resource.kind;
  return new StatusError(
    422,
    'Invalid',
    `${kind} "${name}" is invalid: ${text}`,
    {
      name,
      ...(resource.group ? { group: resource.group } : {}),
      kind: resource.kind,
      causes,
    },
  );
}
