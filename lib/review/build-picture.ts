import { NetworkModel, VirtualNetworkPeering } from "../analysis";
import { Analysis } from "../analysis/result";
import { PHRASES } from "./phrases";
import {
  MarkKind,
  PartKind,
  Picture,
  PictureLink,
  PictureMark,
  PictureNetwork,
  PicturePart,
  PictureSite,
  PictureSubnet,
} from "./picture";
import { virtualHubLinks, virtualHubs } from "./picture-of-hubs";

/** Draws up what the diagram shows: every virtual network, what stands in its subnets, and what joins them. */
export function buildPicture(analysis: Analysis): Picture {
  const { model } = analysis;
  const marks = new Marks(model);
  const parts = partsBySubnet(model, marks);
  const subnetIds = new Map(analysis.subnets.map((subnet) => [subnet.address, subnet.id]));
  const subnetsOf = new Map<string, PictureSubnet[]>();
  for (const subnet of model.subnets) {
    const drawn = subnetsOf.get(subnet.virtualNetwork) ?? [];
    subnetsOf.set(subnet.virtualNetwork, drawn);
    const bound = [
      ...marks.of("securityGroup", [subnet.networkSecurityGroup]),
      ...marks.of("routeTable", [subnet.routeTable]),
      ...marks.of("natGateway", [subnet.natGateway]),
    ];
    drawn.push({
      id: subnetIds.get(subnet.address) ?? subnet.address,
      name: subnet.name ?? subnet.address,
      prefixes: shownPrefixes(subnet.prefixes, subnet.prefixesUnknown),
      parts: parts.get(subnet.address) ?? [],
      ...(bound.length > 0 && { marks: bound }),
    });
  }
  const networks = model.virtualNetworks.map((network): PictureNetwork => {
    return {
      id: network.address,
      name: network.name ?? network.address,
      prefixes: shownPrefixes(network.addressSpace, network.addressSpaceUnknown),
      region: network.region,
      subnets: subnetsOf.get(network.address) ?? [],
    };
  });
  const sites = analysis.endpoints
    .filter(({ kind }) => kind === "on-premises" || kind === "clients")
    .map((endpoint): PictureSite => {
      return {
        id: endpoint.id,
        name: endpoint.id.replace(/^on-premises\//, ""),
        prefixes: endpoint.prefixes,
      };
    });
  return {
    networks: [...networks, ...virtualHubs(model)],
    sites,
    links: [
      ...peeringLinks(model),
      ...connectionLinks(analysis),
      ...groupLinks(model),
      ...virtualHubLinks(analysis),
    ],
  };
}

function shownPrefixes(prefixes: readonly string[], unknown: string | undefined): readonly string[] {
  return unknown === undefined ? prefixes : [...prefixes, unknown];
}

/** What is bound to subnets and NICs, by name where the configuration has one. */
class Marks {
  private readonly names: ReadonlyMap<string, string | undefined>;

  public constructor({ networkSecurityGroups, routeTables, natGateways, publicIps }: NetworkModel) {
    const bound = [...networkSecurityGroups, ...routeTables, ...natGateways, ...publicIps];
    this.names = new Map(bound.map(({ address, name }) => [address, name]));
  }

  /** One for each address that is there. */
  public of(kind: MarkKind, addresses: readonly (string | undefined)[]): PictureMark[] {
    return addresses.flatMap((address) =>
      address === undefined ? [] : [{ kind, name: this.names.get(address) ?? address }],
    );
  }

  public publicAddresses(addresses: readonly (string | undefined)[]): PictureMark[] {
    const names = this.of("publicAddress", addresses).map(({ name }) => name);
    return names.length === 0 ? [] : [{ kind: "publicAddress", name: names.join(", ") }];
  }
}

function partsBySubnet(model: NetworkModel, bound: Marks): Map<string, PicturePart[]> {
  const parts = new Map<string, PicturePart[]>();
  const add = (
    subnet: string | undefined,
    kind: PartKind,
    resource: { address: string; name?: string },
    marks: readonly PictureMark[] = [],
  ) => {
    if (subnet === undefined) {
      return;
    }
    const list = parts.get(subnet) ?? [];
    parts.set(subnet, list);
    if (list.some((part) => part.id === resource.address)) {
      return;
    }
    list.push({
      id: resource.address,
      kind,
      name: resource.name ?? resource.address,
      ...(marks.length > 0 && { marks }),
    });
  };
  for (const firewall of model.firewalls) {
    add(firewall.subnet, "firewall", firewall, bound.publicAddresses(firewall.publicIps));
  }
  for (const gateway of model.virtualNetworkGateways) {
    const addresses = gateway.ipConfigurations.map(({ publicIp }) => publicIp);
    add(gateway.subnet, "gateway", gateway, bound.publicAddresses(addresses));
  }
  for (const server of model.routeServers) {
    add(server.subnet, "routeServer", server);
  }
  for (const bastion of model.bastionHosts) {
    add(bastion.subnet, "bastion", bastion, bound.publicAddresses([bastion.publicIp]));
  }
  for (const balancer of model.loadBalancers) {
    for (const frontend of balancer.frontends) {
      add(frontend.subnet, "loadBalancer", balancer);
    }
  }
  for (const endpoint of model.privateEndpoints) {
    add(endpoint.subnet, "privateEndpoint", endpoint);
  }
  const machines = new Map(model.virtualMachines.map((machine) => [machine.address, machine]));
  for (const nic of model.networkInterfaces) {
    const machine = machines.get(nic.virtualMachine ?? nic.scaleSet ?? "");
    const name = machine?.name ?? nic.name ?? nic.address;
    // The NIC's address is the part's identity, since a trace names the NIC that forwards.
    const marks = [
      ...bound.of("securityGroup", [nic.networkSecurityGroup]),
      ...bound.publicAddresses(nic.ipConfigurations.map(({ publicIp }) => publicIp)),
    ];
    for (const configuration of nic.ipConfigurations) {
      add(configuration.subnet, nic.ipForwarding ? "appliance" : "virtualMachine", { ...nic, name }, marks);
    }
  }
  return parts;
}

/** The two halves of a peering are one link; a half alone is shown as such (R5c). */
function peeringLinks(model: NetworkModel): PictureLink[] {
  const halves = new Map<string, VirtualNetworkPeering[]>();
  for (const peering of model.peerings) {
    const { virtualNetwork, remoteVirtualNetwork } = peering;
    if (virtualNetwork === undefined || remoteVirtualNetwork === undefined) {
      continue;
    }
    const key = [virtualNetwork, remoteVirtualNetwork].sort().join("\n");
    halves.set(key, [...(halves.get(key) ?? []), peering]);
  }
  return [...halves.values()].map((both): PictureLink => {
    const [first] = both;
    const complete = both.some((half) => half.virtualNetwork === first.remoteVirtualNetwork);
    const usesGateway = both.some((half) => half.useRemoteGateways);
    return {
      from: first.virtualNetwork as string,
      to: first.remoteVirtualNetwork as string,
      kind: "peering",
      complete,
      ...(!complete
        ? { label: PHRASES.halfMissing, remark: PHRASES.halfOnLine }
        : usesGateway
          ? { label: PHRASES.usesRemoteGateway, remark: PHRASES.gatewayOnLine }
          : { label: PHRASES.peering }),
      details: both.map(halfDetails),
    };
  });
}

/** The flags that are set, since most are not; and the one that is rarely unset. */
function halfDetails(half: VirtualNetworkPeering): string {
  const flags = [
    half.allowVirtualNetworkAccess ? "" : "allow_virtual_network_access=false",
    half.allowForwardedTraffic ? "allow_forwarded_traffic" : "",
    half.allowGatewayTransit ? "allow_gateway_transit" : "",
    half.useRemoteGateways ? "use_remote_gateways" : "",
  ].filter((flag) => flag !== "");
  return flags.length === 0 ? half.address : `${half.address}: ${flags.join(", ")}`;
}

function connectionLinks(analysis: Analysis): PictureLink[] {
  const { model } = analysis;
  const networkOfSubnet = new Map(model.subnets.map((subnet) => [subnet.address, subnet.virtualNetwork]));
  const networkOfGateway = new Map(
    model.virtualNetworkGateways.map((gateway) => [
      gateway.address,
      networkOfSubnet.get(gateway.subnet ?? ""),
    ]),
  );
  const links = new Map<string, PictureLink>();
  const circuits = new Set(
    model.virtualNetworkGateways.flatMap(({ address, type }) => (type === "ExpressRoute" ? [address] : [])),
  );
  const join = (from: string | undefined, to: string | undefined, detail: string, gateway = "") => {
    const label = circuits.has(gateway) ? PHRASES.expressRoute : PHRASES.connection;
    if (from === undefined || to === undefined) {
      return;
    }
    const key = [from, to].sort().join("\n");
    const known = links.get(key);
    links.set(key, {
      from,
      to,
      kind: "connection",
      complete: true,
      label,
      remark: label,
      ...known,
      details: [...(known?.details ?? []), detail],
    });
  };
  for (const connection of model.gatewayConnections) {
    const near = networkOfGateway.get(connection.gateway ?? "");
    const detail = `${connection.address}: ${connection.type}${connection.bgpEnabled ? " BGP" : ""}`;
    join(near, networkOfGateway.get(connection.peerGateway ?? ""), detail);
    const site = analysis.endpoints.find(
      (endpoint) =>
        endpoint.kind === "on-premises" && endpoint.address === (connection.localNetworkGateway ?? ""),
    );
    join(site?.id, near, detail);
  }
  for (const { id, address, kind } of analysis.endpoints) {
    if (kind === "clients") {
      join(id, networkOfGateway.get(address), `${address}: vpn_client_configuration`);
    }
  }
  for (const assumed of model.assumptions.onPremises) {
    const site = `on-premises/${assumed.name}`;
    if ([...links.values()].some((link) => link.from === site)) {
      continue;
    }
    const { gateway } = assumed;
    join(site, networkOfGateway.get(gateway), `${gateway}: ${assumed.declaredIn}`, gateway);
  }
  return [...links.values()];
}

/** A connected group joins its members without any peering resource (R70): drawn as a ring, not as all pairs. */
function groupLinks(model: NetworkModel): PictureLink[] {
  const { networkGroups, connectivityConfigurations } = model.networkManager;
  return connectivityConfigurations.flatMap((configuration) =>
    configuration.groups.flatMap((group) => {
      const direct = configuration.topology === "Mesh" || group.connectivity === "DirectlyConnected";
      const members =
        networkGroups.find((entry) => entry.address === group.networkGroup)?.virtualNetworks ?? [];
      if (!direct || members.length < 2) {
        return [];
      }
      const ends = members.length === 2 ? members.slice(0, 1) : members;
      return ends.map((member, index): PictureLink => {
        return {
          from: member,
          to: members[(index + 1) % members.length],
          kind: "connectedGroup",
          complete: true,
          label: PHRASES.connectedGroup,
          remark: PHRASES.connectedGroup,
          details: [configuration.address],
        };
      });
    }),
  );
}
