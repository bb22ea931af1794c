/** Path of a function's page in the portal. */
export function functionPath(id: string): string {
  return `/functions/${encodeURIComponent(id)}`;
}

/** Where somebody goes who has just deployed a function. */
export function functionLinks(fn: {
  id: string;
  name: string;
  entityRef: string;
  url?: string;
}) {
  return [
    { title: `Function ${fn.name}`, icon: 'cloud', url: functionPath(fn.id) },
    { title: 'In the catalog', icon: 'catalog', entityRef: fn.entityRef },
  ];
}
