import { findRepairs, readNetwork } from "../lib/analysis";
import { octets } from "./addresses";

/**
 * What a repair for one pair costs, as CPU time beside reading the same configuration: `npx tsx bench/repairs.ts`.
 * One spoke forgot its table, and its neighbour denies what comes.
 */
for (const spokes of [50, 1000]) {
  const document = configuration(spokes);
  const [{ input }, reading] = measured(() => readNetwork(document, { version: 1, forwards: ["nic-nva"] }));
  const [answer, searching] = measured(() =>
    findRepairs({
      input,
      options: {},
      from: "vnet-spoke0/default",
      to: "vnet-spoke1/default",
      wish: { kind: "reachable" },
    }),
  );
  console.log(
    `${spokes} spokes: reading ${reading.toFixed(2)} s, repairs ${searching.toFixed(2)} s of CPU ` +
      `(${answer.repairs.length} found, ${answer.tried} sets of edits tried)`,
  );
}

function measured<T>(work: () => T): [T, number] {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return [result, (user + system) / 1e6];
}

function configuration(spokes: number): object {
  const resource: { [type: string]: { [name: string]: object } } = {};
  const add = (type: string, name: string, block: object): void => {
    (resource[type] ??= {})[name] = block;
  };
  const place = { location: "eastasia", resource_group_name: "rg" };
  const network = (name: string, prefix: string, subnet: string): void => {
    add("azurerm_virtual_network", name, { name: `vnet-${name}`, ...place, address_space: [prefix] });
    add("azurerm_subnet", name, {
      name: "default",
      resource_group_name: "rg",
      virtual_network_name: `\${azurerm_virtual_network.${name}.name}`,
      address_prefixes: [subnet],
    });
  };
  network("hub", "10.0.0.0/16", "10.0.0.0/24");
  add("azurerm_network_interface", "nva", {
    name: "nic-nva",
    ...place,
    ip_forwarding_enabled: true,
    ip_configuration: [
      {
        name: "c",
        subnet_id: "${azurerm_subnet.hub.id}",
        private_ip_address_allocation: "Static",
        private_ip_address: "10.0.0.4",
      },
    ],
  });
  for (let index = 0; index < spokes; index++) {
    const name = `spoke${index}`;
    network(name, `${octets(index)}.0/24`, `${octets(index)}.0/25`);
    for (const [from, to] of [
      ["hub", name],
      [name, "hub"],
    ]) {
      add("azurerm_virtual_network_peering", `${from}_to_${to}`, {
        name: `${from}-to-${to}`,
        resource_group_name: "rg",
        virtual_network_name: `\${azurerm_virtual_network.${from}.name}`,
        remote_virtual_network_id: `\${azurerm_virtual_network.${to}.id}`,
        allow_forwarded_traffic: true,
      });
    }
    add("azurerm_route_table", name, {
      name: `rt-${name}`,
      ...place,
      route: [
        {
          name: "all",
          address_prefix: "0.0.0.0/0",
          next_hop_type: "VirtualAppliance",
          next_hop_in_ip_address: "10.0.0.4",
        },
        {
          name: "private",
          address_prefix: "10.0.0.0/8",
          next_hop_type: "VirtualAppliance",
          next_hop_in_ip_address: "10.0.0.4",
        },
      ],
    });
    if (index !== 0) {
      add("azurerm_subnet_route_table_association", name, {
        subnet_id: `\${azurerm_subnet.${name}.id}`,
        route_table_id: `\${azurerm_route_table.${name}.id}`,
      });
    }
  }
  add("azurerm_network_security_group", "spoke1", {
    name: "nsg-spoke1",
    ...place,
    security_rule: [
      {
        name: "deny",
        priority: 200,
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
  add("azurerm_subnet_network_security_group_association", "spoke1", {
    subnet_id: "${azurerm_subnet.spoke1.id}",
    network_security_group_id: "${azurerm_network_security_group.spoke1.id}",
  });
  return { resource };
}
