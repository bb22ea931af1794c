import type { ResourceRegistry } from '../resources/ResourceRegistry';

/** Answers `/openapi/v3…`; undefined for other paths. */
export function openApi(
  _registry: ResourceRegistry,
  _pathname: string,
  _request: Request,
): Response | undefined {
  return undefined;
}
