/** The values of a snapshot by some key of theirs, grouped again only after `touch`. */
export class Grouped<T> {
  private groups?: Map<string, T[]>;

  constructor(
    private readonly values: () => Iterable<T>,
    private readonly keysOf: (value: T) => (string | undefined)[],
  ) {}

  touch(): void {
    this.groups = undefined;
  }

  get(key: string): T[] {
    this.groups ??= this.group();
    return this.groups.get(key) ?? [];
  }

  private group(): Map<string, T[]> {
    const groups = new Map<string, T[]>();
    for (const value of this.values()) {
      for (const key of new Set(this.keysOf(value))) {
        if (key === undefined) continue;
        const group = groups.get(key);
        if (group) group.push(value);
        else groups.set(key, [value]);
      }
    }
    return groups;
  }
}
