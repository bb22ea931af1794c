/** Page of one operation, to be shared; the backends write the same into notifications. @public */
export function operationPath(plugin: string, id: string): string {
  return `/cloud/operations/${encodeURIComponent(plugin)}/${encodeURIComponent(
    id,
  )}`;
}

/** Operations that fit these filters. @public */
export function operationsPath(filters: Record<string, string> = {}): string {
  const query = new URLSearchParams(filters).toString();
  return query ? `/cloud/operations?${query}` : '/cloud/operations';
}

/** Open findings that fit these filters, whosoever they are. */
export function findingsPath(filters: Record<string, string>): string {
  return `/cloud?${new URLSearchParams({ show: 'all', ...filters })}`;
}
