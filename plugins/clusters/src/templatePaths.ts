/** Path of a template's form, filled in as far as something is known. */
export function templatePath(
  template: 'cluster' | 'addon',
  values: { [field: string]: string | undefined } = {},
): string {
  const known = Object.fromEntries(
    Object.entries(values).filter(([, value]) => value),
  );
  const query = Object.keys(known).length
    ? `?formData=${encodeURIComponent(JSON.stringify(known))}`
    : '';
  return `/create/templates/default/${template}${query}`;
}
