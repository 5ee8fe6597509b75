import { pathMatcher } from "../../../../lib/analysis/readers/expression/path-pattern";

const PATHS = ["x.yml", ".h.yml", "a/1.yml", "a/b/2.yaml", "1.yml", "[z].yml", "b/2.yaml"];

// As `terraform console` lists files of these names.
test.each([
  ["*.yml", ["x.yml", ".h.yml", "1.yml", "[z].yml"]],
  ["**/*.y{a,}ml", PATHS],
  ["?.yml", ["x.yml", "1.yml"]],
  ["[0-9].yml", ["1.yml"]],
  ["[^0-9].yml", ["x.yml"]],
  ["{a,x}*/*.yml", ["a/1.yml"]],
  ["\\[z\\].yml", ["[z].yml"]],
  ["**/[12].*", ["a/1.yml", "a/b/2.yaml", "1.yml", "b/2.yaml"]],
  ["*/*.yaml", ["b/2.yaml"]],
  ["a/**", ["a/1.yml", "a/b/2.yaml"]],
])("%s is %j", (pattern, expected) => {
  expect(PATHS.filter(pathMatcher(pattern)!)).toEqual(expected);
});

test.each(["a**l", "{a,b", "a}", "../*"])("%s is left to Terraform", (pattern) => {
  expect(pathMatcher(pattern)).toBeUndefined();
});
