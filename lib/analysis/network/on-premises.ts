import { Ipv4Prefix } from "../../cidr";
import { NetworkModel } from "../model";
import { UsedAssumption } from "../result";
import { parsePrefixes } from "../sets/address-set";
import { AssumedPrefix, GatewayNode, OnPremisesSite, SiteLink } from "./gateway-node";

interface SiteDraft {
  readonly name: string;
  readonly address: string;
  readonly configured: readonly Ipv4Prefix[];
  readonly assumed: AssumedPrefix[];
  readonly bgpPeeringAddress?: string;
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
      bgpPeeringAddress: localGateway.bgpPeeringAddress,
      gateways: new Map(),
    });
  }
  for (const connection of model.gatewayConnections) {
    const gateway = gateways.get(connection.gateway ?? "");
    const site = drafts.get(connection.localNetworkGateway ?? "");
    if (connection.type === "IPsec" && gateway !== undefined && site !== undefined) {
      site.gateways.set(gateway, { origin: connection.address, bgp: connection.bgpEnabled });
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
    const gateway = gateways.get(declared.speaker ?? "");
    if (gateway !== undefined) {
      // The announcement comes from the one peer that speaks BGP, else it is a site named after the gateway.
      const peers = [...drafts.values()].filter((site) => site.gateways.get(gateway)?.bgp === true);
      const site = peers.length === 1 ? peers[0] : siteNamed(drafts, gateway.name, gateway);
      assume(site, gateway, declared.announces, { kind: "bgp", declaredIn: declared.declaredIn });
    }
  }
  return [...drafts.values()]
    .filter((site) => site.gateways.size > 0)
    .map((site) => ({ ...site, id: `on-premises/${site.name}` }));
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
  for (const prefix of parsePrefixes(texts)) {
    site.assumed.push({
      gateway,
      prefix,
      assumption: { ...source, resource: gateway.address, prefix: prefix.toString() },
    });
  }
}
