import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { TerraformStack } from "cdktf";
import { late, waitFor } from "../../lib/core/late";
import { addressOf } from "../../lib/core/references";
import { resourceNamed, synthesize } from "../support/synth";

const group = (stack: TerraformStack, name: string): ResourceGroup =>
  new ResourceGroup(stack, name, { name, location: "eastasia" });

test("a late value is the one at synth", () => {
  let value = "early";
  const json = synthesize((stack) => {
    new ResourceGroup(stack, "g", {
      name: "g",
      location: "eastasia",
      tags: late(() => ({ value })) as never,
    });
    value = "late";
  });
  expect(resourceNamed(json, "azurerm_resource_group", "g").tags).toEqual({ value: "late" });
});

test("a resource waits for what is added later, on top of what it waits for already, each once", () => {
  const others: ResourceGroup[] = [];
  const json = synthesize((stack) => {
    const [a, b] = ["a", "b"].map((name) => group(stack, name));
    const waiting = new ResourceGroup(stack, "w", { name: "w", location: "eastasia", dependsOn: [a] });
    waitFor(waiting, () => others);
    waitFor(waiting, () => [...others, waiting]);
    others.push(b);
  });
  expect(resourceNamed(json, "azurerm_resource_group", "w").depends_on).toEqual([
    "azurerm_resource_group.a",
    "azurerm_resource_group.b",
  ]);
});

test("a resource that waits for nothing says nothing of it", () => {
  const json = synthesize((stack) => waitFor(group(stack, "w"), () => []));
  expect(resourceNamed(json, "azurerm_resource_group", "w")).not.toHaveProperty("depends_on");
});

test("an address is what Terraform calls the resource", () => {
  synthesize((stack) => {
    expect(addressOf(group(stack, "a"))).toBe("azurerm_resource_group.a");
  });
});
