/** Things by id, and by what they are often asked for, so that lists stay quick in a large cloud. */
export class Table<T extends { id: string }, Key extends string = never> {
  private readonly rows = new Map<string, T>();
  private readonly indexes: {
    keyOf: (row: T) => string | undefined;
    rows: Map<string, Set<T>>;
  }[] = [];
  private readonly indexOf = new Map<string, number>();

  constructor(keys: Record<Key, (row: T) => string | undefined>) {
    for (const [name, keyOf] of Object.entries<(row: T) => string | undefined>(
      keys,
    )) {
      this.indexOf.set(name, this.indexes.length);
      this.indexes.push({ keyOf, rows: new Map() });
    }
  }

  get size(): number {
    return this.rows.size;
  }

  get(id: string | undefined): T | undefined {
    return id === undefined ? undefined : this.rows.get(id);
  }

  has(id: string | undefined): boolean {
    return id !== undefined && this.rows.has(id);
  }

  values(): T[] {
    return [...this.rows.values()];
  }

  /** All rows with that key, oldest first. */
  by(key: Key, value: string | undefined): T[] {
    if (value === undefined) return [];
    const index = this.indexes[this.indexOf.get(key) ?? -1];
    return [...(index?.rows.get(value) ?? [])];
  }

  add(row: T): T {
    this.rows.set(row.id, row);
    for (const { keyOf, rows } of this.indexes) {
      const key = keyOf(row);
      if (key === undefined) continue;
      const same = rows.get(key);
      if (same) same.add(row);
      else rows.set(key, new Set([row]));
    }
    return row;
  }

  /** Changes a row in place; keys may change too. */
  change(row: T, changes: Partial<T>): T {
    this.forget(row);
    return this.add(Object.assign(row, changes));
  }

  remove(id: string): boolean {
    const row = this.rows.get(id);
    if (row) this.forget(row);
    return this.rows.delete(id);
  }

  private forget(row: T) {
    for (const { keyOf, rows } of this.indexes) {
      const key = keyOf(row);
      if (key === undefined) continue;
      const same = rows.get(key);
      same?.delete(row);
      if (same?.size === 0) rows.delete(key);
    }
  }
}
