import type { ServedResource } from '../resources/ResourceRegistry';
import { type KubeObject, isObject } from '../types';
import { age } from './age';
import { builtInColumns } from './builtInColumns';
import { valuesAt } from './jsonPath';

/** A column, and what it says of an object. */
export interface Column {
  name: string;
  type: string;
  format?: string;
  description?: string;
  /** Above 0 it is shown with `-o wide` only. */
  priority: number;
  cell(object: KubeObject, now: number): unknown;
}

const name: Column = {
  name: 'Name',
  type: 'string',
  format: 'name',
  priority: 0,
  cell: object => object.metadata.name,
};

const created: Column = {
  name: 'Age',
  type: 'string',
  priority: 0,
  cell: (object, now) => age(object.metadata.creationTimestamp, now),
};

/** The columns of a kind: its definition's, ours for built-in ones, else name and age. */
export function columnsOf(served: ServedResource): Column[] {
  const { columns } = served.version;
  if (columns?.length) {
    return [
      name,
      ...columns.map(
        ({ jsonPath, ...column }): Column => ({
          ...column,
          priority: column.priority ?? 0,
          cell: (object, now) =>
            shown(valuesAt(object, jsonPath)[0], column.type, now),
        }),
      ),
    ];
  }
  if (served.type.custom) return [name, created];
  const own = builtInColumns[served.type.kind] ?? [];
  if (served.type.kind === 'Event') return own;
  const narrow = own.filter(({ priority }) => priority === 0);
  const wide = own.filter(({ priority }) => priority > 0);
  return [name, ...narrow, created, ...wide];
}

function shown(value: unknown, type: string, now: number): unknown {
  if (value === undefined) return type === 'date' ? '<unknown>' : '';
  if (type === 'date') return age(value, now);
  if (type === 'integer' || type === 'number') return Number(value);
  if (type === 'boolean') return value;
  return isObject(value) || Array.isArray(value)
    ? JSON.stringify(value)
    : String(value);
}
