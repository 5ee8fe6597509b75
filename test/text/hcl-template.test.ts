import { asExpression, quotedTemplate, wholeExpression } from "../../lib/text/hcl-template";

it.each([
  ["${var.x}", "var.x"],
  ['${each.key == "a}" ? { b = 1 } : null}', 'each.key == "a}" ? { b = 1 } : null'],
  ['${"a-${var.x}"}', '"a-${var.x}"'],
  ["${a}-${b}", undefined],
  ["$${var.x}", undefined],
  ["%{ if true }a%{ endif }", undefined],
  ["${var.x", undefined],
  ["plain", undefined],
])("reads %j as the expression %j", (text, expression) => {
  expect(wholeExpression(text)).toBe(expression);
});

it("escapes what is literal, and nothing inside of an interpolation", () => {
  expect(quotedTemplate('say "${lookup(var.x, "a")}"')).toBe('"say \\"${lookup(var.x, "a")}\\""');
});

it("writes values as an expression in one line", () => {
  const route = { name: "a", hop: "${module.hub.address}", zones: [1, true, null], more: {} };
  expect(asExpression([route])).toBe(
    '[{ name = "a", hop = module.hub.address, zones = [1, true, null], more = {} }]',
  );
});
