/** What a path of the API asks for. */
export interface RequestInfo {
  group: string;
  version: string;
  plural: string;
  namespace?: string;
  name?: string;
  subresource?: string;
  /** What follows the subresource: the path behind `…/proxy/`. */
  rest: string;
}

/** Reads `/api/v1/…` and `/apis/<group>/<version>/…`; undefined for every other path. */
export function parseResourcePath(pathname: string): RequestInfo | undefined {
  const parts = pathname.split('/').slice(1).map(decodeURIComponent);
  const head = parts.shift();
  let group = '';
  if (head === 'apis') group = parts.shift() ?? '';
  else if (head !== 'api') return undefined;
  const version = parts.shift();
  if (!version || !parts[0]) return undefined;

  // "namespaces/x/pods" is inside a namespace; "namespaces/x", "…/status" and "…/finalize" are the namespace itself
  let namespace: string | undefined;
  const inside =
    parts[0] === 'namespaces' &&
    parts[1] &&
    parts[2] &&
    !(group === '' && ['status', 'finalize'].includes(parts[2]));
  if (inside) {
    namespace = parts[1];
    parts.splice(0, 2);
  }
  const [plural, name, subresource, ...rest] = parts;
  return {
    group,
    version,
    plural,
    namespace,
    name: name || undefined,
    subresource: subresource || undefined,
    rest: rest.map(encodeURIComponent).join('/'),
  };
}
