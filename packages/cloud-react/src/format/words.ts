/** `drainTimeoutMinutes` → `Drain timeout minutes`: names of fields and kinds as people read them. @public */
export function toWords(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[-_.]+/g, ' ')
    .toLowerCase()
    .replace(/\baddon/g, 'add-on');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
