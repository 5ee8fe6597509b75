import fc from "fast-check";
import { Block, firewallCollections, PLACE, prefixOf, RandomDocument } from "./random-document";
import { addSpoke, Drawn, RandomNetwork, randomSpoke } from "./random-network";

const spoke = {
  ...randomSpoke,
  nextHop: fc.constantFrom("firewall", "firewall", "firewall", "nva", "nobody"),
  /** Of the subnet, and of the interface of the machine in it. */
  filter: fc.constantFrom(undefined, undefined, "deny in", "deny out", "allow 443", "narrow"),
  ownFilter: fc.constantFrom(undefined, undefined, undefined, "deny in", "deny out", "allow 443"),
  apart: fc.boolean(),
  /** Only some subnets are peered with the hub. */
  peered: fc.constantFrom("all", "all", "all", "all", "own", "others"),
  endpoint: fc.constantFrom(undefined, undefined, "Disabled", "RouteTableEnabled", "Enabled"),
  managed: fc.boolean(),
};

const parts = {
  rules: fc.constantFrom("any", "any", "443", "one way", "deny", "none", "group", "names"),
  base: fc.constantFrom(undefined, undefined, undefined, "deny", "allow"),
  admin: fc.constantFrom(undefined, undefined, undefined, "Deny", "narrow", "undeployed"),
  gateway: fc.constantFrom(undefined, undefined, "static"),
  gatewayRoutes: fc.constantFrom(undefined, "summary", "first"),
  ownTable: fc.constantFrom(undefined, undefined, "default", "loop", "none"),
};

type Spoke = Drawn<typeof spoke>;
type Case = Drawn<typeof parts> & { readonly spokes: readonly Spoke[] };

/** A hub with a firewall whose policy may have a base, with what is met more rarely: filters at machines, subnets peered alone, admin rules. */
export function randomOdds(spokes: {
  readonly min: number;
  readonly max: number;
}): fc.Arbitrary<RandomNetwork> {
  return fc
    .record({
      ...parts,
      spokes: fc.array(fc.record(spoke), { minLength: spokes.min, maxLength: spokes.max }),
    })
    .map(build);
}

function build(input: Case): RandomNetwork {
  const document = new RandomDocument();
  document.network("hub", "10.0.0.0/16");
  document.subnet("hub", "nva", "10.0.1.0/24");
  document.nic("nva", "10.0.1.4", true);
  addFirewall(document, input);
  if (input.gateway !== undefined) {
    document.gateway();
    if (input.gatewayRoutes !== undefined) {
      const prefix = input.gatewayRoutes === "summary" ? "10.0.0.0/8" : prefixOf(0);
      document.table("hub_GatewaySubnet", [[prefix, FIREWALL]]);
    }
  }
  input.spokes.forEach((one, index) => {
    const name = `spoke${index}`;
    const neighbour = prefixOf((index + 1) % input.spokes.length);
    const hop = { firewall: FIREWALL, nva: "10.0.1.4", nobody: "10.0.1.99" }[one.nextHop];
    addSpoke(document, index, one, { hop, neighbour, shares: input.gateway !== undefined });
    document.nic(`vm_${name}`, `10.${10 + index}.0.4`, false, `${name}_app`);
    document.subnet(name, "data", `10.${10 + index}.1.0/24`);
    peerSome(document, name, one.peered);
    addGroup(document, `${name}_app`, one.filter, neighbour, one.apart, {
      azurerm_subnet_network_security_group_association: { subnet_id: `\${azurerm_subnet.${name}_app.id}` },
    });
    addGroup(document, `vm_${name}`, one.ownFilter, neighbour, one.apart, {
      azurerm_network_interface_security_group_association: {
        network_interface_id: `\${azurerm_network_interface.vm_${name}.id}`,
      },
    });
    if (one.endpoint !== undefined) {
      addEndpoint(document, index, one.endpoint);
    }
  });
  if (input.admin !== undefined) {
    addAdminRule(document, input.admin, input.spokes);
  }
  return { document: { resource: document.resource }, assume: { version: 1, forwards: ["nva"] } };
}

const FIREWALL = "${azurerm_firewall.fw.ip_configuration[0].private_ip_address}";

function addFirewall(document: RandomDocument, { rules, base, ownTable }: Case): void {
  const policy = "azurerm_firewall_policy";
  const group = (name: string, owner: string, block: Block): void =>
    document.add(`${policy}_rule_collection_group`, name, {
      name,
      firewall_policy_id: `\${${policy}.${owner}.id}`,
      priority: 500,
      ...block,
    });
  if (base !== undefined) {
    document.add(policy, "base", { name: "fwp-base", ...PLACE });
    group("base", "base", {
      network_rule_collection: firewallCollections(base === "deny" ? "deny" : "443").slice(0, 1),
    });
  }
  document.add(policy, "fw", {
    name: "fwp",
    ...PLACE,
    ...(base !== undefined && { base_policy_id: `\${${policy}.base.id}` }),
  });
  document.firewall({ firewall_policy_id: `\${${policy}.fw.id}` });
  if (rules === "group") {
    document.add("azurerm_ip_group", "spokes", { name: "ipg", ...PLACE, cidrs: [prefixOf(0)] });
    const ends = { source_ip_groups: ["${azurerm_ip_group.spokes.id}"] };
    const rule = { name: "r", protocols: ["Any"], destination_ports: ["*"], ...ends };
    const groups = { ...rule, destination_ip_groups: ["${azurerm_ip_group.spokes.id}"] };
    group("fw", "fw", {
      network_rule_collection: [{ name: "c", priority: 300, action: "Allow", rule: [groups] }],
    });
  } else if (rules === "names") {
    const rule = {
      name: "r",
      source_addresses: ["*"],
      destination_fqdns: ["*"],
      protocols: [{ type: "Https", port: 443 }],
    };
    group("fw", "fw", {
      application_rule_collection: [{ name: "c", priority: 300, action: "Allow", rule: [rule] }],
    });
  } else if (rules !== "none") {
    group("fw", "fw", { network_rule_collection: firewallCollections(rules) });
  }
  if (ownTable !== undefined) {
    const own: { [kind: string]: [string, string][] } = {
      default: [],
      loop: [[prefixOf(0), FIREWALL]],
      none: [[prefixOf(1), "None"]],
    };
    document.table("hub_AzureFirewallSubnet", [["0.0.0.0/0", "Internet"], ...own[ownTable]]);
  }
}

function peerSome(document: RandomDocument, name: string, peered: Spoke["peered"]): void {
  const halves = document.resource.azurerm_virtual_network_peering ?? {};
  const own = peered === "own" ? ["app", "data"] : ["data"];
  const hub = ["nva", "AzureFirewallSubnet"];
  if (peered === "all") {
    return;
  }
  for (const [key, local, remote] of [
    [`${name}_to_hub`, own, hub],
    [`hub_to_${name}`, hub, own],
  ] as const) {
    if (halves[key] !== undefined) {
      Object.assign(halves[key], {
        peer_complete_virtual_networks_enabled: false,
        local_subnet_names: local,
        remote_subnet_names: remote,
        allow_gateway_transit: undefined,
        use_remote_gateways: undefined,
      });
    }
  }
}

function addGroup(
  document: RandomDocument,
  name: string,
  filter: string | undefined,
  neighbour: string,
  apart: boolean,
  bound: { readonly [type: string]: Block },
): void {
  if (filter === undefined) {
    return;
  }
  const rule = {
    name: "rule",
    priority: filter === "narrow" ? 100 : 200,
    direction: filter === "deny out" ? "Outbound" : "Inbound",
    access: filter === "allow 443" ? "Allow" : "Deny",
    protocol: filter === "allow 443" ? "Tcp" : "*",
    source_port_range: "*",
    destination_port_range: filter === "allow 443" ? "443" : "*",
    source_address_prefix: filter === "narrow" ? neighbour : "*",
    destination_address_prefix: "*",
  };
  const group = "azurerm_network_security_group";
  document.add(group, name, { name: `nsg-${name}`, ...PLACE, ...(apart ? {} : { security_rule: [rule] }) });
  if (apart) {
    document.add("azurerm_network_security_rule", name, {
      ...rule,
      resource_group_name: "rg",
      network_security_group_name: `\${${group}.${name}.name}`,
    });
  }
  for (const [type, block] of Object.entries(bound)) {
    document.add(type, name, { ...block, network_security_group_id: `\${${group}.${name}.id}` });
  }
}

function addEndpoint(document: RandomDocument, index: number, policies: string): void {
  document.subnet(`spoke${index}`, "pe", `10.${10 + index}.2.0/24`, {
    private_endpoint_network_policies: policies,
  });
  document.add("azurerm_private_endpoint", `spoke${index}`, {
    name: `pe${index}`,
    ...PLACE,
    subnet_id: `\${azurerm_subnet.spoke${index}_pe.id}`,
    ip_configuration: [{ name: "c", private_ip_address: `10.${10 + index}.2.4` }],
    private_service_connection: [
      {
        name: "c",
        is_manual_connection: false,
        private_connection_resource_id: "/x",
        subresource_names: ["blob"],
      },
    ],
  });
}

function addAdminRule(
  document: RandomDocument,
  kind: Exclude<Case["admin"], undefined>,
  spokes: readonly Spoke[],
): void {
  const manager = "azurerm_network_manager";
  const configuration = `${manager}_security_admin_configuration`;
  document.add(manager, "m", {
    name: "m",
    ...PLACE,
    scope: [{ subscription_ids: ["/subscriptions/00000000-0000-0000-0000-000000000000"] }],
  });
  document.add(`${manager}_network_group`, "g", { name: "g", network_manager_id: `\${${manager}.m.id}` });
  spokes.forEach(({ managed }, index) => {
    if (managed || index === 0) {
      document.add(`${manager}_static_member`, `spoke${index}`, {
        name: `spoke${index}`,
        network_group_id: `\${${manager}_network_group.g.id}`,
        target_virtual_network_id: `\${azurerm_virtual_network.spoke${index}.id}`,
      });
    }
  });
  document.add(configuration, "a", { name: "a", network_manager_id: `\${${manager}.m.id}` });
  document.add(`${manager}_admin_rule_collection`, "a", {
    name: "a",
    security_admin_configuration_id: `\${${configuration}.a.id}`,
    network_group_ids: [`\${${manager}_network_group.g.id}`],
  });
  document.add(`${manager}_admin_rule`, "deny", {
    name: "deny",
    admin_rule_collection_id: `\${${manager}_admin_rule_collection.a.id}`,
    action: "Deny",
    direction: "Inbound",
    priority: 20,
    protocol: "Any",
    source_port_ranges: ["0-65535"],
    destination_port_ranges: ["0-65535"],
    source: [
      { address_prefix_type: "IPPrefix", address_prefix: kind === "narrow" ? prefixOf(1) : "10.0.0.0/8" },
    ],
    destination: [{ address_prefix_type: "IPPrefix", address_prefix: "*" }],
  });
  if (kind !== "undeployed") {
    document.add(`${manager}_deployment`, "d", {
      network_manager_id: `\${${manager}.m.id}`,
      location: "eastasia",
      scope_access: "SecurityAdmin",
      configuration_ids: [`\${${configuration}.a.id}`],
    });
  }
}
