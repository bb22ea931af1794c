/** Page of an operation in the portal. */
export function operationPath(pluginId: string, id: string): string {
  return `/cloud/operations/${encodeURIComponent(
    pluginId,
  )}/${encodeURIComponent(id)}`;
}
