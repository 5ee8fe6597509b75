import { Recent } from "../../lib/collections/recent";

it("makes what is asked for again once, and forgets what wasn't asked for longest", () => {
  const made: string[] = [];
  const recent = new Recent<string>(2);
  const ask = (key: string): string =>
    recent.get(key, () => {
      made.push(key);
      return key.toUpperCase();
    });

  expect(["a", "b", "a", "c", "a", "b"].map(ask)).toEqual(["A", "B", "A", "C", "A", "B"]);
  expect(made).toEqual(["a", "b", "c", "b"]);
});

it("keeps that there is nothing, too", () => {
  const make = jest.fn(() => undefined);
  const recent = new Recent<undefined>(2);
  recent.get("a", make);
  recent.get("a", make);

  expect(make).toHaveBeenCalledTimes(1);
});
