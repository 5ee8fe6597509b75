/**
 * What is made of an object once, and kept with it: in the object itself, where no copy of it and no loop over it meets it.
 *
 * A WeakMap would move whole networks to the objects that V8 takes for long-lived, since what it holds outlives each
 * collection of the young ones, also where nobody has the key any more.
 */
export function keptWith<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const kept = Symbol();
  return (key) => {
    let value = (key as { readonly [kept]?: V })[kept];
    if (value === undefined) {
      value = make(key);
      // Something frozen has it made anew each time.
      Reflect.defineProperty(key, kept, { value });
    }
    return value;
  };
}
