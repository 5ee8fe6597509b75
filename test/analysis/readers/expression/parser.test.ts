import fc from "fast-check";
import { parseTemplate } from "../../../../lib/analysis/readers/expression/parser";

describe("a template", () => {
  test("that is a path is read as with blanks, which are cut into tokens", () => {
    const name = fc.oneof(
      fc.stringMatching(/^[a-zA-Z_][\w-]{0,8}$/),
      fc.constantFrom("data", "null", "true", "each"),
    );
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), (names) => {
        const path = names.join(".");
        expect(parseTemplate(`\${${path}}`)).toEqual(parseTemplate(`\${ ${path} }`));
      }),
    );
  });
});
