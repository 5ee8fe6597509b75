import { namesOf } from "../../../lib/analysis/findings/words";

test("parts are called by their names, and by their addresses where a name tells two of them apart no more", () => {
  const part = (address: string, name?: string) => ({ address, ...(name !== undefined && { name }) });
  const { en, ja } = namesOf([
    part("x.a", "default"),
    part("x.b", "default"),
    part("x.c", "web"),
    part("x.d"),
  ]);
  expect(en).toBe('x.a, x.b, "web" and x.d');
  expect(ja).toBe('x.a、x.b、"web"、x.d');
  expect(namesOf([part("x.a", "hub")]).en).toBe('"hub"');
});
