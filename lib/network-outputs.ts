import { TerraformOutput } from "cdktf";
import { Construct } from "constructs";
import { late } from "./core/late";
import { checkOutputName } from "./core/output-name";
import { Hub } from "./topology/hub";
import { NetworkMember } from "./topology/network-member";
import { Spoke } from "./topology/spoke";
import { TransitParts } from "./transit/transit-parts";

/** A network, as what is put out of it has it. */
export interface PutOutNetwork {
  /** Its hub. */
  readonly hub: Hub;
  /** Its spokes, at synth all of them. */
  readonly spokes: Spoke[];
  /** What its transit option built. */
  readonly transit: TransitParts;
}

/** Writes the ids and addresses of a network as one output of the stack: those of what comes later, too. */
export function addNetworkOutput(scope: Construct, name: string, network: PutOutNetwork): void {
  checkOutputName(scope, name);
  const output = new TerraformOutput(scope, `Output-${name}`, {
    description: `Ids and addresses of the network of ${network.hub.name}`,
    value: late(() => valuesOf(network)),
  });
  output.overrideLogicalId(name);
}

/** An output takes no null, so what isn't there is left out. */
function valuesOf({ hub, spokes, transit }: PutOutNetwork): object {
  const { firewall, loadBalancer } = transit;
  const { privateResolver: resolver } = hub;
  return defined({
    hub: memberValues(hub),
    spokes: Object.fromEntries(
      spokes.map((spoke) => [
        spoke.name,
        defined({ ...memberValues(spoke), route_table_id: spoke.routeTableId }),
      ]),
    ),
    vpn_gateway_id: hub.vpnGateway?.vpnGatewayId,
    express_route_gateway_id: hub.expressRouteGateway?.expressRouteGatewayId,
    bastion_id: hub.bastion?.bastionId,
    resolver_address: resolver?.hasInboundEndpoint ? resolver.inboundAddress : undefined,
    next_hop_address: transit.nextHopAddress,
    firewall_id: firewall?.firewallId,
    firewall_policy_id: firewall?.firewallPolicyId,
    firewall_public_ip_addresses: firewall?.publicIpAddresses.map(({ ipAddress }) => ipAddress),
    load_balancer_id: loadBalancer?.loadBalancerId,
  });
}

function memberValues({ virtualNetwork, subnets }: NetworkMember): object {
  return {
    virtual_network_id: virtualNetwork.virtualNetworkId,
    virtual_network_name: virtualNetwork.virtualNetworkName,
    resource_group_name: virtualNetwork.resourceGroupName,
    subnet_ids: Object.fromEntries(subnets.map((subnet) => [subnet.subnetName, subnet.subnetId])),
  };
}

function defined(values: { readonly [name: string]: unknown }): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
