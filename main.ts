import { App } from "cdktf";
import { BastionPremiumStack } from "./apps/bastion-premium";
import { EgressStack } from "./apps/egress";
import { ExpressRouteVpnStack } from "./apps/expressroute-vpn";
import { FirewallPolicyStack } from "./apps/firewall-policy";
import { HubSpokeStack } from "./apps/hub-spoke";
import { HubSpokeAzureFirewallStack } from "./apps/hub-spoke-azure-firewall";
import { HubSpokeConnectedGroupStack } from "./apps/hub-spoke-connected-group";
import { HubSpokeCustomTransitStack } from "./apps/hub-spoke-custom-transit";
import { HubSpokeDirectPeeringStack } from "./apps/hub-spoke-direct-peering";
import { HubSpokeNetworkVirtualApplianceStack } from "./apps/hub-spoke-network-virtual-appliance";
import { HubSpokeRouteServerStack } from "./apps/hub-spoke-route-server";
import { HubSpokeRouteServerHubStack } from "./apps/hub-spoke-route-server-hub";
import { HubSpokeRoutingApplianceStack } from "./apps/hub-spoke-routing-appliance";
import { HubSpokeVirtualMachineRouterStack } from "./apps/hub-spoke-virtual-machine-router";
import { HubSpokeVpnGatewayNextHopStack } from "./apps/hub-spoke-vpn-gateway-next-hop";
import { HubSpokeVpnMeshStack } from "./apps/hub-spoke-vpn-mesh";
import { MachinesStack } from "./apps/machines";
import { MeshAzureFirewallStack } from "./apps/mesh-azure-firewall";
import { MeshRoutersStack } from "./apps/mesh-routers";
import { NetworkManagerStack } from "./apps/network-manager";
import { ObservabilityStack } from "./apps/observability";
import { PointToSiteStack } from "./apps/point-to-site";
import { PrivateDnsStack } from "./apps/private-dns";
import { ProductionHubStack } from "./apps/production-hub";
import { SecurityGroupsStack } from "./apps/security-groups";
import { SubnetsStack } from "./apps/subnets";
import { Synthesis } from "./lib";

/** Registers every stack: the article's options in its order, and what goes beyond it. */
export function registerStacks(app: App): void {
  new HubSpokeStack(app);
  new HubSpokeAzureFirewallStack(app);
  new HubSpokeNetworkVirtualApplianceStack(app);
  new HubSpokeVirtualMachineRouterStack(app);
  new HubSpokeVpnGatewayNextHopStack(app);
  new HubSpokeVpnMeshStack(app);
  new HubSpokeRouteServerStack(app);
  new HubSpokeRouteServerHubStack(app);
  new HubSpokeDirectPeeringStack(app);
  new HubSpokeCustomTransitStack(app);
  new HubSpokeRoutingApplianceStack(app);
  new HubSpokeConnectedGroupStack(app);
  new MeshAzureFirewallStack(app);
  new MeshRoutersStack(app);
  new NetworkManagerStack(app);
  new EgressStack(app);
  new SecurityGroupsStack(app);
  new BastionPremiumStack(app);
  new SubnetsStack(app);
  new FirewallPolicyStack(app);
  new ExpressRouteVpnStack(app);
  new PointToSiteStack(app);
  new MachinesStack(app);
  new PrivateDnsStack(app);
  new ObservabilityStack(app);
  new ProductionHubStack(app);
}

if (require.main === module) {
  Synthesis.reportErrorsPlainly();
  const app = new App();
  registerStacks(app);
  Synthesis.run(app);
}
