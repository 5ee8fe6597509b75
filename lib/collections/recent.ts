/** What was made lately, by key: of more than so many, what nobody asked for longest goes. */
export class Recent<V> {
  private readonly known = new Map<string, V>();

  public constructor(private readonly most: number) {}

  public get(key: string, make: () => V): V {
    const value = this.known.has(key) ? this.known.get(key)! : make();
    this.known.delete(key);
    this.known.set(key, value);
    if (this.known.size > this.most) {
      const [oldest] = this.known.keys();
      this.known.delete(oldest);
    }
    return value;
  }
}
