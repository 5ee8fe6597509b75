import { analyze, readConfiguration } from "../../../lib/analysis";
import { Resources } from "../../support/azure-shapes";
import { asClassicPreview, asNativeStack, UNKNOWN } from "../../support/pulumi-shapes";

const urn = (type: string, name: string): string => `urn:pulumi:dev::net::${type}::${name}`;
const step = (token: string, name: string, inputs: object, more: object = {}): object => {
  const type = `azure-native:network:${token}`;
  const newState = { urn: urn(type, name), type, custom: true, inputs, ...more };
  return { op: "create", urn: urn(type, name), newState };
};
const network = (name: string, prefix: string): object =>
  step("VirtualNetwork", name, {
    virtualNetworkName: `vnet-${name}`,
    resourceGroupName: "rg",
    addressSpace: { addressPrefixes: [prefix] },
    subnets: [{ name: "s", addressPrefix: prefix }],
  });
const half = (from: string, to: string): object =>
  step(
    "VirtualNetworkPeering",
    `${from}-${to}`,
    {
      virtualNetworkName: `vnet-${from}`,
      resourceGroupName: "rg",
      virtualNetworkPeeringName: `to-${to}`,
      allowVirtualNetworkAccess: true,
      remoteVirtualNetwork: { id: UNKNOWN },
    },
    { propertyDependencies: { remoteVirtualNetwork: [urn("azure-native:network:VirtualNetwork", to)] } },
  );

test("what a preview doesn't know leads to what the input was made of", () => {
  const steps = [network("a", "10.0.0.0/16"), network("b", "10.1.0.0/16"), half("a", "b"), half("b", "a")];
  const model = readConfiguration({ steps, changeSummary: {} });
  expect(model.problems).toEqual([]);
  expect(analyze(model).verdict("vnet-a/s", "vnet-b/s")).toBe("REACHABLE");
});

test("what is deleted is gone, kinds that nobody reads are named, and secrets aren't kept", () => {
  const gone = { op: "delete", urn: "urn:x", oldState: { type: "azure-native:network:VirtualNetwork" } };
  const secret = {
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    plaintext: "s3cret",
  };
  const connection = step("VirtualNetworkGatewayConnection", "c", { sharedKey: secret });
  const model = readConfiguration({ steps: [gone, step("NetworkManager", "m", {}), connection] });
  expect(model.virtualNetworks).toEqual([]);
  expect(model.problems).toEqual([
    expect.objectContaining({ code: "KIND_NOT_READ", text: "Microsoft.Network/NetworkManager" }),
  ]);
  expect(model.gatewayConnections[0].hasSharedKey).toBe(true);
  expect(JSON.stringify(model.resources.map(({ values }) => values))).not.toContain("s3cret");
});

describe("a stack of more than a hundred resources", () => {
  /** Spokes that reach each other through an appliance in the hub; every third has no table, every fourth a strict group. */
  function largeNetwork(spokes: number): Resources {
    const place = { location: "eastasia", resource_group_name: "rg" };
    const resources: { [type: string]: { [name: string]: { [argument: string]: unknown } } } = {};
    const add = (type: string, name: string, body: object): string => {
      (resources[`azurerm_${type}`] ??= {})[name] = { ...body };
      return `azurerm_${type}.${name}`;
    };
    const addNetwork = (name: string, octet: number): void => {
      add("virtual_network", name, {
        name: `vnet-${name}`,
        address_space: [`10.${octet}.0.0/16`],
        ...place,
      });
    };
    const subnet = (home: string, name: string, prefix: string): string =>
      add("subnet", `${home}_${name}`, {
        name,
        resource_group_name: "rg",
        virtual_network_name: `\${azurerm_virtual_network.${home}.name}`,
        address_prefixes: [prefix],
      });
    const addHalf = (from: string, to: string): void => {
      add("virtual_network_peering", `${from}_to_${to}`, {
        name: `${from}-to-${to}`,
        resource_group_name: "rg",
        virtual_network_name: `\${azurerm_virtual_network.${from}.name}`,
        remote_virtual_network_id: `\${azurerm_virtual_network.${to}.id}`,
        allow_forwarded_traffic: true,
      });
    };
    addNetwork("hub", 0);
    const home = subnet("hub", "nva", "10.0.0.0/24");
    add("network_interface", "nva", {
      name: "nic-nva",
      ip_forwarding_enabled: true,
      ...place,
      ip_configuration: [
        {
          name: "c",
          subnet_id: `\${${home}.id}`,
          private_ip_address_allocation: "Static",
          private_ip_address: "10.0.0.4",
        },
      ],
    });
    for (let number = 1; number <= spokes; number++) {
      const spoke = `s${number}`;
      addNetwork(spoke, number);
      addHalf("hub", spoke);
      addHalf(spoke, "hub");
      const app = subnet(spoke, "app", `10.${number}.0.0/24`);
      subnet(spoke, "data", `10.${number}.1.0/24`);
      const table = add("route_table", spoke, {
        name: `rt-${spoke}`,
        ...place,
        route: [
          {
            name: "all",
            address_prefix: "10.0.0.0/8",
            next_hop_type: "VirtualAppliance",
            next_hop_in_ip_address: "10.0.0.4",
          },
        ],
      });
      if (number % 3 !== 0) {
        add("subnet_route_table_association", spoke, {
          subnet_id: `\${${app}.id}`,
          route_table_id: `\${${table}.id}`,
        });
      }
      if (number % 4 === 0) {
        const group = add("network_security_group", spoke, {
          name: `nsg-${spoke}`,
          ...place,
          security_rule: [
            {
              name: "deny",
              priority: 100,
              direction: "Inbound",
              access: "Deny",
              protocol: "*",
              source_port_range: "*",
              destination_port_range: "*",
              source_address_prefix: "10.0.0.0/8",
              destination_address_prefix: "*",
            },
          ],
        });
        add("subnet_network_security_group_association", spoke, {
          subnet_id: `\${${app}.id}`,
          network_security_group_id: `\${${group}.id}`,
        });
      }
    }
    return resources as Resources;
  }

  const resource = largeNetwork(16);
  const answers = (document: object): readonly string[] => {
    const analysis = analyze(readConfiguration(document));
    const ids = analysis.endpoints.map(({ id }) => id).sort();
    return ids.flatMap((from) => ids.map((to) => `${from} → ${to}: ${analysis.verdict(from, to)}`));
  };

  test.each([
    ["preview of azure classic", asClassicPreview],
    ["stack of azure-native", asNativeStack],
  ])("gives as a %s the answers of the same network in Terraform JSON", (_, shaped) => {
    expect(Object.values(resource).flatMap(Object.keys).length).toBeGreaterThan(100);
    const right = answers({ resource });
    for (const verdict of ["REACHABLE", "BLOCKED"]) {
      expect(right.some((one) => one.endsWith(verdict))).toBe(true);
    }
    expect(answers(shaped(resource))).toEqual(right);
  });
});
