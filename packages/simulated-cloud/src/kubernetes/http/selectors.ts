import { badRequest } from '../status';
import { type KubeObject, isObject } from '../types';

type Test = (object: KubeObject) => boolean;

/** Label and field selectors of a list or watch, as one question. */
export function parseSelectors(query: URLSearchParams): Test | undefined {
  const tests = [
    ...labelTests(query.get('labelSelector') ?? ''),
    ...fieldTests(query.get('fieldSelector') ?? ''),
  ];
  if (tests.length === 0) return undefined;
  return object => tests.every(test => test(object));
}

/** Splits at commas that are not inside the brackets of `in (a,b)`. */
function requirements(selector: string): string[] {
  return selector
    .split(/,(?![^(]*\))/)
    .map(part => part.trim())
    .filter(Boolean);
}

function labelTests(selector: string): Test[] {
  return requirements(selector).map(requirement => {
    const set = /^(\S+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(requirement);
    if (set) {
      const [, key, operator, list] = set;
      const values = list.split(',').map(value => value.trim());
      return object => {
        const value = label(object, key);
        if (operator === 'in') {
          return value !== undefined && values.includes(value);
        }
        return value === undefined || !values.includes(value);
      };
    }
    const equal = /^([^!=\s]+)\s*(==|=|!=)\s*(\S*)$/.exec(requirement);
    if (equal) {
      const [, key, operator, value] = equal;
      return operator === '!='
        ? object => label(object, key) !== value
        : object => label(object, key) === value;
    }
    const exists = /^(!?)\s*([^\s!=<>]+)$/.exec(requirement);
    if (exists) {
      const [, not, key] = exists;
      return object => (label(object, key) === undefined) === Boolean(not);
    }
    throw badRequest(
      `unable to parse requirement: found '${requirement}', expected: a label selector`,
    );
  });
}

function label(object: KubeObject, key: string): string | undefined {
  return object.metadata.labels?.[key];
}

function fieldTests(selector: string): Test[] {
  return requirements(selector).map(requirement => {
    const match = /^([\w.[\]-]+)\s*(==|=|!=)\s*(.*)$/.exec(requirement);
    if (!match) {
      throw badRequest(
        `invalid selector: '${requirement}'; can't understand '${requirement}'`,
      );
    }
    const [, path, operator, value] = match;
    return object => (fieldOf(object, path) === value) === (operator !== '!=');
  });
}

function fieldOf(object: KubeObject, path: string): string {
  let value: unknown = object;
  for (const part of path.split('.')) {
    value = isObject(value) ? value[part] : undefined;
  }
  return value === undefined || value === null ? '' : String(value);
}
