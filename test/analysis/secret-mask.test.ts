import { reachMatchers } from "../../lib/analysis/jest";

expect.extend(reachMatchers);

/** Two networks without a peering; the address space of the first, and with it all inside, may be a secret. */
function configuration(sensitive: boolean): object {
  const network = (name: string, space: string): object => ({
    name,
    resource_group_name: "rg",
    location: "eastasia",
    address_space: [space],
  });
  const subnet = (name: string, prefix: string): object => ({
    name: "app",
    resource_group_name: "rg",
    virtual_network_name: `\${azurerm_virtual_network.${name}.name}`,
    address_prefixes: [prefix],
  });
  return {
    variable: { space: { default: "10.77.0.0/16", sensitive } },
    resource: {
      azurerm_virtual_network: {
        a: network("a", "${var.space}"),
        b: network("b", "10.88.0.0/16"),
      },
      azurerm_subnet: { a: subnet("a", "${cidrsubnet(var.space, 8, 1)}"), b: subnet("b", "10.88.1.0/24") },
    },
  };
}

function failureOf(sensitive: boolean): string {
  try {
    expect(configuration(sensitive)).toReach("b/app", "a/app");
  } catch (error) {
    return (error as Error).message;
  }
  return "";
}

test("a matcher's message has an address that is not marked as sensitive", () => {
  expect(failureOf(false)).toContain("10.77.");
});

test("a matcher's message masks one that is, with what is inside of it", () => {
  const message = failureOf(true);
  expect(message).toContain("(sensitive value)");
  expect(message).not.toContain("10.77.");
});
