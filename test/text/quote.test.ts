import { Fn, Token } from "cdktf";
import { quote } from "../../lib/text/quote";

test("a text is quoted on one line, and cut", () => {
  expect(quote('a "b"\n')).toBe(String.raw`"a \"b\"\n"`);
  expect(quote("x".repeat(81))).toBe(`"${"x".repeat(77)}..."`);
});

test("what is known at apply only is an ellipsis, and not what the core calls it", () => {
  const token = Token.asString({ name: "vnet" });
  expect(quote(token)).toBe('"…"');
  expect(quote(`${token}-to-${Fn.upper("a")}`)).toBe('"…-to-…"');
  // So that what is too long is cut after it.
  expect(quote(`${"x".repeat(75)}${token}`)).toBe(`"${"x".repeat(75)}…"`);
});

test("what a program without types gives is shown as it is", () => {
  expect(quote(7 as unknown as string)).toBe("7");
});
