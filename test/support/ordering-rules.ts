import { DependencyGraph } from "./dependency-graph";
import { Block, TerraformJson } from "./synth";

/** A resource and its block. */
interface Entry {
  readonly address: string;
  readonly block: Block;
}

/** Its first place in a subnet; a Bastion of tier Developer has none. */
function placeOf({ ip_configuration: own, frontend_ip_configuration: front }: Block): Block {
  return [own ?? front ?? {}].flat()[0];
}

/** What each resource of a configuration writes to, read from its JSON alone. */
class Writes {
  public constructor(private readonly json: TerraformJson) {}

  public of(...types: string[]): Entry[] {
    return types.flatMap((type) =>
      Object.entries(this.json.resource[type] ?? {}).map(([id, block]) => ({
        address: `${type}.${id}`,
        block,
      })),
    );
  }

  /** One text for a network, created here or existing: its address, or its name. */
  public network(nameOrId: string): string {
    return /azurerm_virtual_network\.[\w-]+/.exec(nameOrId)?.[0] ?? nameOrId.split("/").pop()!.toLowerCase();
  }

  /** The network of the subnet that an id leads to. */
  public networkOfSubnet(id: string): string | undefined {
    const key = /azurerm_subnet\.([\w-]+)/.exec(id)?.[1];
    const subnet = key === undefined ? undefined : this.json.resource.azurerm_subnet?.[key];
    return subnet && this.network(subnet.virtual_network_name);
  }

  public halves(): (Entry & { readonly networks: string[]; readonly usesGateway: boolean })[] {
    return this.of("azurerm_virtual_network_peering").map(({ address, block }) => ({
      address,
      block,
      networks: [this.network(block.virtual_network_name), this.network(block.remote_virtual_network_id)],
      usesGateway: block.use_remote_gateways === true,
    }));
  }

  /** The configurations that a deployment of Virtual Network Manager deploys, and the ids of their groups. */
  public deployed(deployment: Block): { readonly ids: Block[]; readonly groups: string[] } {
    const named = (type: string): Block[] =>
      this.of(`azurerm_network_manager_${type}`)
        .filter(({ address }) =>
          deployment.configuration_ids.some((id: string) => id.includes(`${address}.`)),
        )
        .map(({ block }) => block);
    const ids = named("connectivity_configuration");
    const collections = ["admin_rule_collection", "routing_rule_collection"].flatMap((type) =>
      this.of(`azurerm_network_manager_${type}`).filter(({ block }) =>
        deployment.configuration_ids.includes(
          block.security_admin_configuration_id ?? block.routing_configuration_id,
        ),
      ),
    );
    const groups = [
      ...ids.flatMap(({ applies_to_group: applies }) =>
        applies.map((group: Block) => group.network_group_id as string),
      ),
      ...collections.flatMap(({ block }) => block.network_group_ids as string[]),
    ];
    return { ids, groups };
  }

  /** The networks of groups, and the hubs of configurations. */
  public managed(configurations: Block[], groups: string[]): string[] {
    const members = this.of("azurerm_network_manager_static_member")
      .filter(({ block }) => groups.includes(block.network_group_id))
      .map(({ block }) => this.network(block.target_virtual_network_id));
    const hubs = configurations.flatMap(({ hub }) => (hub ? [this.network(hub.resource_id)] : []));
    return [...new Set([...members, ...hubs])];
  }

  /** Resources that write a subnet, and the network that it is in. */
  public subnetWrites(): (Entry & { readonly network?: string })[] {
    return [
      ...this.of("azurerm_subnet").map((entry) => ({
        ...entry,
        network: this.network(entry.block.virtual_network_name),
      })),
      ...this.of(
        "azurerm_subnet_route_table_association",
        "azurerm_subnet_network_security_group_association",
        "azurerm_subnet_nat_gateway_association",
      ).map((entry) => ({ ...entry, network: this.networkOfSubnet(entry.block.subnet_id) })),
    ];
  }

  /** What stands in subnets and is not ordered among itself. */
  public standing(): (Entry & { readonly network?: string })[] {
    return [
      ...this.inSubnets("azurerm_network_interface"),
      ...this.inSubnets("azurerm_bastion_host"),
      ...this.inSubnets("azurerm_lb"),
    ];
  }

  /** Resources that stand in a subnet by an IP configuration, and the network that it is in. */
  public inSubnets(type: string): (Entry & { readonly network?: string })[] {
    return this.of(type).map((entry) => ({
      ...entry,
      network: this.networkOfSubnet(entry.block.subnet_id ?? placeOf(entry.block).subnet_id ?? ""),
    }));
  }
}

/**
 * What of the rules of creation order (E1 to E7, E10, E12, E13, E15 to E19, E21) a configuration breaks: two resources that Azure or the
 * provider would refuse to write at the same time, and which nothing orders; and what waits without need.
 */
export function orderingFaults(json: TerraformJson): string[] {
  const graph = new DependencyGraph(json);
  const before = new Map<string, Set<string>>();
  const waits = (one: string, other: string): boolean => {
    before.set(one, before.get(one) ?? graph.allBefore(one));
    return before.get(one)!.has(other);
  };
  const faults: string[] = graph.onCircle().map((address) => `${address} waits for itself`);
  const mustBeOrdered = (rule: string, one: string, other: string): void => {
    if (!waits(one, other) && !waits(other, one)) {
      faults.push(`${rule}: nothing orders ${one} and ${other}`);
    }
  };
  const mustWait = (rule: string, one: string, other: string): void => {
    if (!waits(one, other)) {
      faults.push(`${rule}: ${one} doesn't wait for ${other}`);
    }
  };
  const mustNotWait = (one: string, other: string): void => {
    if (waits(one, other)) {
      faults.push(`without need: ${one} waits for ${other}`);
    }
  };

  const writes = new Writes(json);
  const halves = writes.halves();
  const gateways = writes.inSubnets("azurerm_virtual_network_gateway");
  for (const half of halves) {
    const others = halves.filter((other) =>
      other.networks.some((network) => half.networks.includes(network)),
    );
    for (const write of writes.subnetWrites()) {
      if (half.networks.includes(write.network!)) {
        mustBeOrdered("E3/E5/E7", half.address, write.address);
      }
    }
    for (const other of others.filter(({ address }) => address < half.address)) {
      const isOpposite = half.networks.every((network) => other.networks.includes(network));
      if (isOpposite || half.block.provider !== other.block.provider) {
        mustBeOrdered(isOpposite ? "E4" : "E17", half.address, other.address);
      }
    }
    for (const gateway of gateways) {
      if (!half.usesGateway) {
        mustNotWait(half.address, gateway.address);
      } else if (gateway.network === half.networks[1]) {
        mustWait("E4", half.address, gateway.address);
      }
    }
    const providers = new Set(halves.map(({ block }) => block.provider ?? "azurerm"));
    if (providers.size === 1 && !half.usesGateway) {
      halves
        .filter((other) => !half.networks.every((network) => other.networks.includes(network)))
        .forEach((other) => mustNotWait(half.address, other.address));
    }
  }
  const connections = writes.of("azurerm_virtual_network_gateway_connection").map((entry) => ({
    ...entry,
    gateways: [entry.block.virtual_network_gateway_id, entry.block.peer_virtual_network_gateway_id],
  }));
  for (const connection of connections.filter(({ block }) => block.type !== "Vnet2Vnet")) {
    for (const other of connections.filter(({ address }) => address < connection.address)) {
      if (other.block.type !== "Vnet2Vnet" && other.gateways[0] === connection.gateways[0]) {
        mustBeOrdered("E21", connection.address, other.address);
      }
    }
  }
  for (const firewall of writes.inSubnets("azurerm_firewall")) {
    for (const write of [...writes.subnetWrites(), ...writes.inSubnets("azurerm_network_interface")]) {
      if (write.network === firewall.network && !waits(write.address, firewall.address)) {
        const isLate = /route_table_association/.test(write.address);
        (isLate ? mustBeOrderedByGateway : mustWait)("E1", firewall.address, write.address);
      }
    }
  }
  const groups = writes.of("azurerm_firewall_policy_rule_collection_group");
  for (const firewall of writes.of("azurerm_firewall")) {
    const ofPolicy = groups.filter(
      ({ block }) => block.firewall_policy_id === firewall.block.firewall_policy_id,
    );
    ofPolicy.forEach((group) => mustWait("E2", firewall.address, group.address));
    ofPolicy.slice(1).forEach((group, index) => mustBeOrdered("E2", ofPolicy[index].address, group.address));
  }
  const endpoints = [
    ...writes.of("azapi_resource").map((entry) => ({
      ...entry,
      network: writes.networkOfSubnet(entry.block.body?.properties?.subnet?.id ?? ""),
    })),
    ...writes.inSubnets("azurerm_private_dns_resolver_outbound_endpoint"),
    ...writes.of("azurerm_private_dns_resolver_inbound_endpoint").map((entry) => ({
      ...entry,
      network: writes.networkOfSubnet([entry.block.ip_configurations].flat()[0].subnet_id),
    })),
  ];
  for (const endpoint of endpoints) {
    for (const other of endpoints.filter(({ address }) => address < endpoint.address)) {
      if (endpoint.network && other.network === endpoint.network) {
        mustBeOrdered("E10", endpoint.address, other.address);
      }
    }
    for (const write of writes.subnetWrites()) {
      if (write.network === endpoint.network) {
        mustBeOrdered("E10", endpoint.address, write.address);
      }
    }
    for (const half of halves.filter(({ networks }) => networks.includes(endpoint.network!))) {
      mustBeOrdered("E10", half.address, endpoint.address);
    }
  }
  const inSubnet = writes
    .of("azurerm_network_interface", "azurerm_lb")
    .map(({ address, block }): { address: string; place: Block } => ({
      address,
      place: placeOf(block),
    }));
  for (const { address, place } of inSubnet) {
    for (const other of inSubnet.filter((each) => each.place.subnet_id === place.subnet_id)) {
      if (place.private_ip_address_allocation === "Dynamic" && other.place.private_ip_address) {
        mustWait("E19", address, other.address);
      }
    }
  }
  for (const extension of writes.of("azurerm_virtual_machine_extension")) {
    const others = writes.of(
      "azurerm_virtual_machine_extension",
      "azurerm_virtual_machine_data_disk_attachment",
    );
    for (const other of others.filter(({ address }) => address !== extension.address)) {
      if (other.block.virtual_machine_id === extension.block.virtual_machine_id) {
        mustBeOrdered("E18", extension.address, other.address);
      }
    }
  }
  for (const log of writes.of("azurerm_network_watcher_flow_log")) {
    const network = writes.network(log.block.target_resource_id);
    for (const write of [...writes.subnetWrites(), ...writes.standing(), ...gateways]) {
      if (write.network === network) {
        mustWait("E15", log.address, write.address);
      }
    }
  }
  for (const lock of writes.of("azurerm_management_lock")) {
    const network = /azurerm_virtual_network\.[\w-]+/.exec(lock.block.scope)?.[0];
    for (const write of [...writes.subnetWrites(), ...writes.standing(), ...gateways]) {
      if (network && write.network === network) {
        mustWait("E15", lock.address, write.address);
      }
    }
    for (const connection of connections) {
      if (connection.gateways.some((gateway) => lock.block.scope === gateway)) {
        mustWait("E15", lock.address, connection.address);
      }
    }
    for (const setting of writes.of("azurerm_monitor_diagnostic_setting")) {
      if (setting.block.target_resource_id === lock.block.scope) {
        mustWait("E15", lock.address, setting.address);
      }
    }
    for (const half of halves.filter(
      ({ block }) => network && writes.network(block.virtual_network_name) === network,
    )) {
      mustWait("E15", lock.address, half.address);
    }
  }
  for (const servers of writes.of("azurerm_virtual_network_dns_servers")) {
    const network = writes.network(servers.block.virtual_network_id);
    for (const write of [...writes.subnetWrites(), ...writes.inSubnets("azurerm_network_interface")]) {
      if (write.network === network) {
        mustWait("E16", servers.address, write.address);
      }
    }
    for (const half of halves.filter(({ networks }) => networks.includes(network))) {
      mustBeOrdered("E16", half.address, servers.address);
    }
    for (const firewall of writes.inSubnets("azurerm_firewall")) {
      if (firewall.network === network) {
        mustWait("E16", servers.address, firewall.address);
      }
    }
    for (const card of writes.inSubnets("azurerm_network_interface")) {
      for (const machine of writes.of("azurerm_linux_virtual_machine", "azurerm_windows_virtual_machine")) {
        if (card.network === network && machine.block.network_interface_ids[0].includes(card.address)) {
          mustWait("E16", machine.address, servers.address);
        }
      }
    }
  }
  const deployments = writes.of("azurerm_network_manager_deployment");
  for (const { address, block } of deployments) {
    for (const other of deployments.filter((each) => each.address < address)) {
      if (other.block.network_manager_id === block.network_manager_id) {
        mustBeOrdered("E13", address, other.address);
      }
    }
    const { ids, groups: deployed } = writes.deployed(block);
    for (const member of writes.of("azurerm_network_manager_static_member")) {
      if (deployed.some((group) => group === member.block.network_group_id)) {
        mustWait("E13", address, member.address);
      }
    }
    for (const network of block.scope_access === "Connectivity" ? writes.managed(ids, deployed) : []) {
      for (const write of writes.subnetWrites().filter((each) => each.network === network)) {
        mustBeOrdered("E13", address, write.address);
      }
      for (const half of halves.filter(({ networks }) => networks.includes(network))) {
        mustBeOrdered("E13", address, half.address);
      }
      for (const gateway of gateways.filter((each) => each.network === network)) {
        (ids.some((id) => id.applies_to_group.some((group: Block) => group.use_hub_gateway))
          ? mustWait
          : () => mustNotWait(address, gateway.address))("E13", address, gateway.address);
      }
    }
  }
  for (const gateway of gateways) {
    for (const other of gateways.filter(({ address }) => address < gateway.address)) {
      if (other.network === gateway.network) {
        mustBeOrdered("E12", gateway.address, other.address);
      }
    }
    for (const server of writes.inSubnets("azurerm_route_server")) {
      if (server.network === gateway.network) {
        mustWait("E6", server.address, gateway.address);
      }
    }
    for (const association of writes.of("azurerm_subnet_route_table_association")) {
      const subnet = gateway.block.ip_configuration[0].subnet_id;
      if (association.block.subnet_id === subnet) {
        mustWait("E7", association.address, gateway.address);
      }
    }
    halves.forEach((half) => mustNotWait(gateway.address, half.address));
  }
  return faults;

  /** An association that waits for a gateway comes long after a firewall could lock the network. */
  function mustBeOrderedByGateway(rule: string, firewall: string, association: string): void {
    if (!gateways.some((gateway) => waits(association, gateway.address))) {
      mustWait(rule, firewall, association);
    }
  }
}
