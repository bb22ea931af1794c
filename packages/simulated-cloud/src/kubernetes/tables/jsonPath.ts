import { isObject } from '../types';

/** Follows the paths of printer columns: `.spec.x`, `['a\.b']`, `[0]`, `[?(@.type=="Ready")]`. */
export function valuesAt(root: unknown, path: string): unknown[] {
  const steps =
    path.match(/\.(?:\\.|[^.[\\])+|\[\?\([^)]*\)\]|\[[^\]]*\]/g) ?? [];
  return steps.reduce<unknown[]>(
    (values, step) => values.flatMap(value => follow(value, step)),
    [root],
  );
}

function follow(value: unknown, step: string): unknown[] {
  const filter = /^\[\?\(@\.(\w+)\s*==\s*["'](.*)["']\)\]$/.exec(step);
  if (filter) {
    const [, field, wanted] = filter;
    return Array.isArray(value)
      ? value.filter(item => isObject(item) && String(item[field]) === wanted)
      : [];
  }
  const index = /^\[(\d+|\*)\]$/.exec(step);
  if (index) {
    if (!Array.isArray(value)) return [];
    return index[1] === '*' ? value : value.slice(+index[1], +index[1] + 1);
  }
  const key = step
    .replace(/^\.|^\['|^\["|'\]$|"\]$/g, '')
    .replace(/\\(.)/g, '$1');
  const found = isObject(value) ? value[key] : undefined;
  return found === undefined || found === null ? [] : [found];
}
