import { keptWith } from "../../lib/collections/kept-with";

interface Named {
  readonly name: string;
}

it("is made once for each object", () => {
  const make = jest.fn(({ name }: Named) => [name]);
  const listOf = keptWith(make);
  const [one, other] = [{ name: "a" }, { name: "a" }];
  expect(listOf(one)).toBe(listOf(one));
  expect(listOf(other)).not.toBe(listOf(one));
  expect(make).toHaveBeenCalledTimes(2);
});

it("is another thing for each maker, and may be made with the help of another", () => {
  const lengthOf = keptWith(({ name }: Named) => ({ length: name.length }));
  const doubleOf = keptWith((one: Named) => ({ length: lengthOf(one).length * 2 }));
  const one = { name: "abc" };
  expect([doubleOf(one).length, lengthOf(one).length]).toEqual([6, 3]);
});

it("shows in no copy, loop or JSON of the object", () => {
  const listOf = keptWith(({ name }: Named) => [name]);
  const one: Named = { name: "a" };
  const list = listOf(one);
  const copy = { ...one, name: "b" };
  expect(listOf(copy)).toEqual(["b"]);
  expect([Object.keys(one), JSON.stringify(one)]).toEqual([["name"], '{"name":"a"}']);
  expect(structuredClone(one)).toStrictEqual({ name: "a" });
  expect(listOf(one)).toBe(list);
});

it("is made of something frozen too", () => {
  const listOf = keptWith(({ name }: Named) => [name]);
  expect(listOf(Object.freeze({ name: "a" }))).toEqual(["a"]);
});
