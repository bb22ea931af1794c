import type { ManagedFieldsEntry } from '../types';

/** What a write asks for beside its body. */
export interface WriteOptions {
  dryRun: boolean;
  /** Name that fields are owned under. */
  fieldManager: string;
  fieldValidation: 'Strict' | 'Warn' | 'Ignore';
  /** `status` when only that part is written. */
  subresource?: string;
  /** Who owns what afterwards, where a server-side apply has worked it out. */
  managedFields?: ManagedFieldsEntry[];
  /** Filled with what the answer's `Warning` headers say. */
  warnings: string[];
}

/** Reads the query; a manager that does not name itself is called like its program. */
export function writeOptionsOf(
  query: URLSearchParams,
  userAgent: string | null,
): WriteOptions {
  const validation = query.get('fieldValidation');
  return {
    dryRun: query.getAll('dryRun').includes('All'),
    fieldManager:
      query.get('fieldManager') || (userAgent ?? '').split('/')[0] || 'unknown',
    fieldValidation:
      validation === 'Strict' || validation === 'Ignore' ? validation : 'Warn',
    warnings: [],
  };
}
