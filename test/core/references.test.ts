import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { Lazy, TerraformStack, Testing } from "cdktf";
import { ownReferences } from "../../lib/core/references";

const groupIn = (stack: TerraformStack): ResourceGroup =>
  new ResourceGroup(stack, "g", { name: "rg", location: "eastasia" });

test("a reference within a stack is written out, also inside a text", () => {
  const group = groupIn(new TerraformStack(Testing.app(), "stack"));
  expect(ownReferences(group, group.name)).toBe("${azurerm_resource_group.g.name}");
  expect(ownReferences(group, `${group.name}-peerings`)).toBe("${azurerm_resource_group.g.name}-peerings");
});

test("what another stack gives out, what is computed at synth, and plain text stay as they are", () => {
  const app = Testing.app();
  const [here, there] = ["here", "there"].map((id) => new TerraformStack(app, id));
  const lazy = Lazy.stringValue({ produce: () => "rg" });
  for (const text of [
    groupIn(there).name,
    lazy,
    `${groupIn(here).name}${lazy}`,
    "rg-hub01",
    "${var.group}",
  ]) {
    expect(ownReferences(here, text)).toBe(text);
  }
});
