import { spawnSync } from "node:child_process";
import { Lazy, TerraformVariable, Token } from "cdktf";
import { encodedUserData } from "../../lib/compute/user-data";
import { resolvedIn } from "../../lib/core/references";
import { stackWith } from "../support/synth";

const HOSTILE = 'echo "${HOME}" \\ %{if} $\n\t$';

const hasTerraform = spawnSync("terraform", ["-version"]).status === 0;

test("text is encoded here", () => {
  stackWith((stack) => {
    expect(encodedUserData(stack, HOSTILE)).toBe(Buffer.from(HOSTILE).toString("base64"));
  });
});

test("values known only at apply are Terraform's to encode, and all of the rest stays literal", () => {
  stackWith((stack) => {
    const secret = new TerraformVariable(stack, "secret", { sensitive: true }).stringValue;
    const lazy = Lazy.stringValue({ produce: () => "${LITERAL}" });
    const expression = String(resolvedIn(stack, encodedUserData(stack, `${HOSTILE}${secret}\n"${secret}"`)));
    expect(expression).toMatch(
      /^\$\{base64encode\(join\("", \[.*, var\.secret, .*, var\.secret, "\\""\]\)\)\}$/s,
    );
    expect(resolvedIn(stack, encodedUserData(stack, Token.asString(secret)))).toContain("var.secret");
    expect(lazy).toBeDefined();
    if (hasTerraform) {
      const { stdout } = spawnSync("terraform", ["console"], {
        encoding: "utf8",
        input: `${expression.slice(2, -1).replaceAll("var.secret", '"s"')}\n`,
      });
      expect(Buffer.from(JSON.parse(stdout), "base64").toString()).toBe(`${HOSTILE}s\n"s"`);
    }
  });
});
