import fc from "fast-check";
import { InputError, readConfiguration } from "../../../lib/analysis/readers";
import { runs } from "../../support/runs";

/** Reads everything, as checks and renderers would; only an InputError of one sentence may come out. */
function readAll(document: object): void {
  try {
    const model = readConfiguration(document);
    JSON.stringify(model.resources.map(({ values }) => values));
  } catch (error) {
    if (!(error instanceof InputError)) {
      throw error;
    }
    expect(error.message).not.toContain("\n");
  }
}

const TYPES = [
  "azurerm_virtual_network",
  "azurerm_subnet",
  "azurerm_virtual_network_peering",
  "azurerm_route_table",
  "azurerm_route",
  "azurerm_network_interface",
  "azurerm_lb",
  "azurerm_lb_rule",
  "azurerm_lb_backend_address_pool",
  "azurerm_firewall",
  "azurerm_firewall_policy_rule_collection_group",
  "azurerm_virtual_network_gateway",
  "azurerm_virtual_network_gateway_connection",
  "azurerm_route_server_bgp_connection",
  "azurerm_network_security_group",
  "azurerm_network_manager_admin_rule",
  "azurerm_linux_virtual_machine_scale_set",
];

const ARGUMENTS = [
  "name",
  "id",
  "address_space",
  "virtual_network_name",
  "remote_virtual_network_id",
  "subnet",
  "subnet_id",
  "address_prefixes",
  "route",
  "route_table_name",
  "next_hop_in_ip_address",
  "ip_configuration",
  "frontend_ip_configuration",
  "network_interface",
  "network_rule_collection",
  "rule",
  "source_ip_groups",
  "bgp_settings",
  "shared_key",
  "peer_ip",
  "security_rule",
  "count",
  "for_each",
  "dynamic",
  "provider",
  "__proto__",
  "constructor",
  "//",
];

const texts = fc.oneof(
  fc.string(),
  fc.constantFrom(
    "${azurerm_virtual_network.a.id}",
    "${azurerm_virtual_network.b.subnet[0].id}",
    "${azurerm_subnet.a.id}/x",
    "${one(azurerm_firewall.a.ip_configuration).private_ip_address}",
    "${each.value.name}",
    "${count.index + 1}",
    "${[for s in azurerm_virtual_network.a.subnet : s.id]}",
    "${local.a}",
    "${var.a[0].b}",
    "${data.azurerm_subnet.a.id}",
    "${azurerm_lb.a[*].id}",
    "/subscriptions/0/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/a/subnets/b",
    "${",
    "%{for x in y}",
    "__proto__",
  ),
  fc.string().map((text) => `\${${text}}`),
);

const { value: values } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    texts,
    fc.constantFrom(null, true, false, 0, 1, 2, -1, 1e9),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...ARGUMENTS), fc.string()), tie("value"), { maxKeys: 5 }),
  ),
}));

const bodies = fc.dictionary(fc.constantFrom(...ARGUMENTS), values, { maxKeys: 8 });
const resources = fc.dictionary(
  fc.constantFrom(...TYPES),
  fc.dictionary(
    fc.constantFrom("a", "b", "c"),
    fc.oneof(bodies, fc.array(bodies, { maxLength: 2 }), values),
    { maxKeys: 3 },
  ),
  { maxKeys: 6 },
);

describe("whatever the input is, nothing but an InputError comes out", () => {
  test("of a configuration", () => {
    const document = fc.record({
      resource: resources,
      data: resources,
      locals: fc.dictionary(fc.constantFrom("a", "b"), values),
      variable: fc.dictionary(fc.constantFrom("a", "b"), fc.record({ default: values })),
      "//": values,
    });
    fc.assert(fc.property(document, readAll), { numRuns: runs(50) });
  });

  test("of a plan", () => {
    const instance = fc.record({
      address: fc.constantFrom(
        "azurerm_subnet.a",
        'azurerm_subnet.b["x"]',
        'module.m["k"].azurerm_lb.c',
        "module.m.azurerm_lb.a[0]",
      ),
      mode: fc.constantFrom("managed", "data"),
      type: fc.constantFrom(...TYPES),
      name: fc.constantFrom("a", "b", "c"),
      index: fc.constantFrom(undefined, 0, "x"),
      values: bodies,
    });
    const expression = fc.oneof(
      values,
      fc.record({
        references: fc.array(
          fc.oneof(
            texts,
            fc.constantFrom("azurerm_lb.a", "each.value", "module.m", "var.a", "azurerm_subnet.b"),
          ),
          { maxLength: 4 },
        ),
      }),
      fc.record({ constant_value: values }),
    );
    const declaration = fc.record({
      mode: fc.constantFrom("managed", "data"),
      type: fc.constantFrom(...TYPES),
      name: fc.constantFrom("a", "b", "c"),
      expressions: fc.dictionary(
        fc.constantFrom(...ARGUMENTS),
        fc.oneof(expression, fc.array(fc.dictionary(fc.constantFrom(...ARGUMENTS), expression))),
      ),
      for_each_expression: expression,
    });
    const module = fc.record({
      resources: fc.oneof(fc.array(declaration, { maxLength: 4 }), values),
      outputs: fc.dictionary(fc.constantFrom("a", "b"), fc.record({ expression })),
      variables: fc.dictionary(fc.constantFrom("a", "b"), fc.record({ default: values })),
    });
    const document = fc.record({
      format_version: fc.constantFrom("1.0", "1.2"),
      planned_values: fc.record({
        root_module: fc.record({
          resources: fc.oneof(fc.array(instance, { maxLength: 6 }), values),
          child_modules: fc.array(
            fc.record({
              address: fc.constantFrom('module.m["k"]', "module.m"),
              resources: fc.array(instance, { maxLength: 3 }),
            }),
            { maxLength: 2 },
          ),
        }),
      }),
      resource_changes: fc.array(
        fc.record({
          address: fc.constantFrom("azurerm_subnet.a", 'azurerm_subnet.b["x"]'),
          change: fc.record({ after_unknown: values }),
        }),
        { maxLength: 3 },
      ),
      configuration: fc.record({
        root_module: fc.tuple(module, module, expression).map(([root, child, argument]) => ({
          ...root,
          module_calls: { m: { module: child, expressions: { a: argument }, for_each_expression: argument } },
        })),
      }),
      prior_state: values,
      variables: values,
    });
    fc.assert(fc.property(document, readAll), { numRuns: runs(50) });
  });

  test("of Azure's shapes, templates and Pulumi's", () => {
    const ids = fc.oneof(
      fc.constantFrom(
        "/subscriptions/0/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/a",
        "/subscriptions/0/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/b/virtualNetworkPeerings/p",
        "/subscriptions/0/resourceGroups/g/providers/Microsoft.Network/virtualHubs/h",
        "/subscriptions/0/resourceGroups/g/providers/Microsoft.Network/networkInterfaces/n",
        "/subscriptions/0/resourceGroups/g",
        "[resourceId('Microsoft.Network/virtualNetworks', 'a')]",
        "[reference('a').b[0]]",
        "[variables('a')]",
        "[[x]",
        "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
      ),
      fc.string(),
    );
    const names = fc.constantFrom(
      "id",
      "name",
      "properties",
      "subnets",
      "addressSpace",
      "addressPrefixes",
      "virtualNetworkPeerings",
      "remoteVirtualNetwork",
      "peeringState",
      "remoteAddressSpace",
      "ipConfigurations",
      "bgpConnections",
      "privateEndpoint",
      "routeTable",
      "copy",
      "count",
      "input",
      "condition",
      "template",
      "parameters",
      "variables",
      "resources",
      "virtualNetworkName",
      "__proto__",
    );
    const { thing } = fc.letrec((tie) => ({
      thing: fc.oneof(
        { depthSize: "small" },
        ids,
        fc.constantFrom(null, true, 0, 2, "Connected", "Microsoft.Resources/deployments", "virtualNetworks"),
        fc.array(tie("thing"), { maxLength: 3 }),
        fc.dictionary(names, tie("thing"), { maxKeys: 6 }),
      ),
    }));
    const type = fc.constantFrom(
      "Microsoft.Network/virtualNetworks",
      "Microsoft.Network/virtualNetworks/subnets",
      "Microsoft.Resources/deployments",
      "azure-native:network:VirtualNetwork",
      "azure-native:network:Subnet",
      "azure:network/subnet:Subnet",
    );
    const resource = fc
      .tuple(fc.record({ id: ids, type, name: ids }), fc.dictionary(names, thing, { maxKeys: 5 }))
      .map(([fixed, more]) => ({ ...more, ...fixed }));
    const list = fc.array(resource, { maxLength: 4 });
    const $schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
    const step = resource.map((one) => ({
      op: "create",
      urn: one.name,
      newState: { ...one, urn: one.name, inputs: one },
    }));
    const document = fc.oneof(
      list.map((data) => ({ data, total_records: 0 })),
      list.map((value) => ({ value })),
      list,
      list.map((predictedResources) => ({ predictedResources })),
      fc.tuple(list, thing, thing).map(([declared, parameters, variables]) => ({
        $schema,
        resources: declared,
        parameters,
        variables,
      })),
      fc.array(step, { maxLength: 4 }).map((steps) => ({ steps })),
    );
    fc.assert(fc.property(document, readAll), { numRuns: runs(50) });
  });

  test("of any JSON", () => {
    const keys = fc.constantFrom(
      "resource",
      "data",
      "locals",
      "variable",
      "module",
      "format_version",
      "values",
      "root_module",
      "planned_values",
      "configuration",
      "//",
    );
    const { any } = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: "small" },
        fc.jsonValue(),
        values,
        fc.dictionary(keys, tie("any"), { maxKeys: 4 }),
      ),
    }));
    fc.assert(fc.property(fc.dictionary(keys, any), readAll), { numRuns: runs(50) });
  });
});
