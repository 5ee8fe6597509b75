import { appStacks } from "../support/apps";
import { providerSchemas, schemaViolations } from "../support/schema-conformance";

const schemas = providerSchemas();

if (schemas.size === 0) {
  console.warn("Schema conformance was skipped: set AZURERM_SCHEMA to one of the provider's schemas.");
}

(schemas.size > 0 ? describe : describe.skip)("every stack conforms to the provider's schema", () => {
  const stacks = [...schemas].flatMap(([version, schema]) =>
    [...appStacks(version)].map(([name, json]) => ({ name, version, json, schema })),
  );

  (stacks.length > 0 ? test : test.skip).each(stacks.length > 0 ? stacks : [{} as (typeof stacks)[number]])(
    "$name, of azurerm $version",
    ({ version, json, schema }) => {
      expect(json.terraform.required_providers.azurerm.version).toBe(version);
      expect(schemaViolations(json, schema)).toEqual([]);
    },
  );

  test("the check itself sees unknown, missing, mistyped and surplus arguments", () => {
    const violations = schemaViolations(
      {
        resource: {
          azurerm_route_table: {
            t: {
              name: "t",
              location: 1,
              tags: "none",
              colour: "red",
              subnets: [],
              route: [{ name: "r", address_prefix: "10.0.0.0/8", next_hop_type: "None" }],
              timeouts: [{ create: "1m" }, { create: "2m" }],
            },
          },
          azurerm_windows_virtual_machine: { v: { os_disk: [] } },
          azurerm_unicorn: { u: {} },
        },
      },
      [...schemas.values()][0],
    );
    expect(violations).toEqual(
      expect.arrayContaining([
        "azurerm_route_table.t: there is no argument colour",
        "azurerm_route_table.t: resource_group_name is required",
        'azurerm_route_table.t.tags: "none" is not a map',
        "azurerm_route_table.t: subnets is computed and can't be set",
        "azurerm_route_table.t.route[0]: the field next_hop_in_ip_address is missing",
        "azurerm_route_table.t.timeouts: 2 blocks, at most 1 allowed",
        "azurerm_windows_virtual_machine.v.os_disk: 0 blocks, at least 1 needed",
        "azurerm_unicorn.u: the provider has no such resource",
      ]),
    );
  });
});
