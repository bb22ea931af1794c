/** Path of the form for a new function, filled in as far as something is known. */
export function newFunctionPath(projectId?: string): string {
  const query = projectId
    ? `?formData=${encodeURIComponent(JSON.stringify({ projectId }))}`
    : '';
  return `/create/templates/default/function${query}`;
}
