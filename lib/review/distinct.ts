/** Values, each once, by index. */
export class Distinct<T> {
  public readonly all: T[] = [];
  private readonly indexes = new Map<string, number>();

  public indexOf(value: T): number {
    const key = JSON.stringify(value);
    const index = this.indexes.get(key) ?? this.all.push(value) - 1;
    this.indexes.set(key, index);
    return index;
  }
}
