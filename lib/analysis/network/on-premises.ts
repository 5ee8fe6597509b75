import { Ipv4Prefix } from "../../cidr";
import { NetworkModel } from "../model";
import { UsedAssumption } from "../result";
import { parsePrefixes } from "../sets/address-set";
import { AssumedPrefix, GatewayNode, OnPremisesSite, SiteLink } from "./gateway-node";
import { localGatewaysInAzure } from "./gateway-tunnels";

interface SiteDraft {
  readonly name: string;
  readonly address: string;
  readonly configured: readonly Ipv4Prefix[];
  readonly assumed: AssumedPrefix[];
  /** Gateways to which somebody says what it announces, were it nothing. */
  readonly told: Set<GatewayNode>;
  readonly bgpPeeringAddress?: string;
  readonly addressSpaceUnknown?: string;
  readonly gateways: Map<GatewayNode, SiteLink>;
}

/** Local network gateways that a connection uses, and the sites that assumptions declare. */
export function onPremisesSites(
  model: NetworkModel,
  gateways: ReadonlyMap<string, GatewayNode>,
): readonly OnPremisesSite[] {
  const drafts = new Map<string, SiteDraft>();
  for (const localGateway of model.localNetworkGateways) {
    drafts.set(localGateway.address, {
      name: localGateway.name ?? localGateway.address,
      address: localGateway.address,
      configured: parsePrefixes(localGateway.addressSpace),
      assumed: [],
      told: new Set(),
      bgpPeeringAddress: localGateway.bgpPeeringAddress,
      addressSpaceUnknown: localGateway.addressSpaceUnknown,
      gateways: new Map(),
    });
  }
  const azureGateways = localGatewaysInAzure(model, gateways);
  for (const connection of model.gatewayConnections) {
    const gateway = gateways.get(connection.gateway ?? "");
    const site = drafts.get(connection.localNetworkGateway ?? "");
    const isInAzure = azureGateways.has(connection.localNetworkGateway ?? "");
    if (connection.type === "IPsec" && gateway !== undefined && site !== undefined && !isInAzure) {
      site.gateways.set(gateway, { origin: connection.address, bgp: connection.bgpEnabled, connection });
    }
  }
  for (const declared of model.assumptions.onPremises) {
    const gateway = gateways.get(declared.gateway);
    if (gateway !== undefined) {
      const site = siteNamed(drafts, declared.name, gateway);
      assume(site, gateway, declared.prefixes, { kind: "onPremises", declaredIn: declared.declaredIn });
    }
  }
  for (const declared of model.assumptions.bgp) {
    const device = drafts.get(declared.speaker ?? "");
    for (const gateway of device?.gateways.keys() ?? []) {
      assume(device!, gateway, declared.announces, { kind: "bgp", declaredIn: declared.declaredIn });
    }
    const gateway = gateways.get(declared.speaker ?? "");
    if (gateway !== undefined) {
      // The announcement comes from the one peer that speaks BGP, else it is a site named after the gateway.
      const peers = [...drafts.values()].filter((site) => site.gateways.get(gateway)?.bgp === true);
      const site = peers.length === 1 ? peers[0] : siteNamed(drafts, gateway.name, gateway);
      assume(site, gateway, declared.announces, { kind: "bgp", declaredIn: declared.declaredIn });
    }
  }
  addCircuits(model, gateways, drafts);
  const sites = [...drafts.values()].filter((site) => site.gateways.size > 0);
  return sites.map((site) => ({
    ...site,
    id: `on-premises/${site.name}`,
    undeclared: new Set([...site.gateways.keys()].filter((gateway) => isSilent(site, gateway, sites))),
  }));
}

function isSilent(site: SiteDraft, gateway: GatewayNode, sites: readonly SiteDraft[]): boolean {
  const isOpen = (it: SiteDraft): boolean =>
    it.gateways.get(gateway)?.bgp === true &&
    it.configured.length === 0 &&
    it.addressSpaceUnknown === undefined &&
    !it.told.has(gateway);
  // What an assumption places behind the gateway, under a name of its own, is what the only peer announces.
  const isPlaced = sites.some(
    (it) => it.address === gateway.address && it.assumed.some((assumed) => assumed.gateway === gateway),
  );
  return isOpen(site) && !(isPlaced && sites.filter(isOpen).length === 1);
}

/** What is behind an ExpressRoute circuit is known over BGP alone; a site of the gateway's name, if nobody declared one. */
function addCircuits(
  model: NetworkModel,
  gateways: ReadonlyMap<string, GatewayNode>,
  drafts: Map<string, SiteDraft>,
): void {
  for (const { type, gateway: reference, address } of model.gatewayConnections) {
    const gateway = gateways.get(reference ?? "");
    const isDeclared = [...drafts.values()].some((site) => site.assumed.some((it) => it.gateway === gateway));
    if (type === "ExpressRoute" && gateway !== undefined && !isDeclared) {
      siteNamed(drafts, gateway.name, gateway).gateways.set(gateway, { origin: address, bgp: true });
    }
  }
}

/** The site of that name, made when no local network gateway has it. */
function siteNamed(drafts: Map<string, SiteDraft>, name: string, gateway: GatewayNode): SiteDraft {
  const known = [...drafts.values()].find((site) => site.name === name);
  if (known !== undefined) {
    return known;
  }
  const site: SiteDraft = {
    name,
    address: gateway.address,
    configured: [],
    assumed: [],
    told: new Set(),
    gateways: new Map(),
  };
  drafts.set(`on-premises/${name}`, site);
  return site;
}

function assume(
  site: SiteDraft,
  gateway: GatewayNode,
  texts: readonly string[],
  source: Pick<UsedAssumption, "kind" | "declaredIn">,
): void {
  if (!site.gateways.has(gateway)) {
    site.gateways.set(gateway, { origin: gateway.address, bgp: true });
  }
  site.told.add(gateway);
  for (const prefix of parsePrefixes(texts)) {
    site.assumed.push({
      gateway,
      prefix,
      assumption: { ...source, resource: gateway.address, prefix: prefix.toString() },
    });
  }
}
