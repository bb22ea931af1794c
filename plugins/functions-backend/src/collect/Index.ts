/** Objects by the function that they belong to. */
export class Index<T> {
  private readonly groups = new Map<string, Map<string, T>>();

  put(group: string, key: string, object: T | null): void {
    const members = this.groups.get(group) ?? new Map<string, T>();
    if (object) members.set(key, object);
    else members.delete(key);
    if (members.size > 0) this.groups.set(group, members);
    else this.groups.delete(group);
  }

  get(group: string): T[] {
    return [...(this.groups.get(group)?.values() ?? [])];
  }
}
