import { IConstruct } from "constructs";
import { RESOLVER_SUBNET } from "../azure/private-dns";
import { quote } from "../core/azure-names";
import { checkAtSynth } from "../core/checks";
import { childId } from "../core/child-id";
import { HubSpokeError } from "../core/validation-error";
import { ForwardingRuleset, ForwardingRulesetOptions } from "../dns/forwarding-ruleset";
import { PrivateDnsZone } from "../dns/private-dns-zone";
import { PrivateResolver } from "../dns/private-resolver";
import { ISubnet } from "../network/i-subnet";
import { refuseSecond } from "./hub-checks";
import { HubPrivateDnsZoneOptions, HubPrivateResolverOptions, zoneTags } from "./hub-dns";
import { NetworkMember } from "./network-member";

/** What name resolution asks of its hub. */
interface NamingHub extends NetworkMember {
  readonly expressRouteGateway: IConstruct | undefined;
}

/** How names are resolved in a hub and its spokes: by its private resolver with rulesets, and by private zones. */
export class HubNameResolution {
  private resolver?: PrivateResolver;
  private asked: readonly string[] = [];

  /**
   * @param hub what the resources are children of
   * @param followSpokes does something with each spoke, those of today and later
   */
  public constructor(
    private readonly hub: NamingHub,
    private readonly followSpokes: (follower: (spoke: NetworkMember) => void) => void,
  ) {}

  public get privateResolver(): PrivateResolver | undefined {
    return this.resolver;
  }

  /** Addresses of the resolver that spokes ask, if they do. */
  public get resolverOfSpokes(): string[] {
    return [...this.asked];
  }

  public addPrivateResolver(options: HubPrivateResolverOptions): PrivateResolver {
    const { hub } = this;
    refuseSecond(hub, "a private resolver", this.resolver);
    const { outboundSubnetPrefix: outbound } = options;
    const resolver = new PrivateResolver(hub, "PrivateResolver", {
      ...hub.placement,
      name: hub.name,
      virtualNetwork: hub.virtualNetwork,
      inboundSubnet: this.addResolverSubnet("dns-inbound", options.inboundSubnetPrefix),
      inboundAddress: options.inboundAddress,
      outboundSubnet: outbound === undefined ? undefined : this.addResolverSubnet("dns-outbound", outbound),
      resolverName: options.resolverName,
    });
    this.resolver = resolver;
    if (options.serveSpokes ?? true) {
      this.asked = [resolver.inboundAddress];
      this.followSpokes((spoke) => spoke.askDnsServers(resolver, [resolver.inboundAddress]));
    }
    return resolver;
  }

  public addForwardingRuleset(name: string, options: ForwardingRulesetOptions): ForwardingRuleset {
    const { hub } = this;
    if (!this.resolver) {
      throw new HubSpokeError(
        hub,
        `ruleset ${quote(String(name))} needs a private resolver in the hub; give the hub privateResolver or call addPrivateResolver first`,
      );
    }
    const ruleset = this.resolver.addForwardingRuleset(name, options);
    ruleset.addLink(hub.name, hub.virtualNetwork);
    checkAtSynth(ruleset, () => [
      hub.expressRouteGateway && ruleset.forwardsEverything
        ? "the ruleset has a rule for everything (.), which doesn't go with the hub's ExpressRoute gateway: name the domains"
        : undefined,
    ]);
    return ruleset;
  }

  public addPrivateDnsZone(zoneName: string, options: HubPrivateDnsZoneOptions): PrivateDnsZone {
    const { hub } = this;
    const { linkSpokes = true, tags, ...link } = options;
    const zone = new PrivateDnsZone(hub, childId(hub, "Zone", zoneName), {
      zoneName,
      resourceGroupName: hub.placement.resourceGroupName,
      tags: zoneTags(hub.placement.tags, tags),
      provider: hub.placement.provider,
    });
    zone.addLink(hub.name, hub.virtualNetwork, link);
    if (linkSpokes) {
      this.followSpokes((spoke) => zone.addLink(spoke.name, spoke.virtualNetwork, link));
    }
    return zone;
  }

  private addResolverSubnet(name: string, addressPrefix: string): ISubnet {
    return this.hub.addSubnet(name, {
      addressPrefix,
      delegation: {
        service: RESOLVER_SUBNET.delegation,
        actions: ["Microsoft.Network/virtualNetworks/subnets/join/action"],
      },
    });
  }
}
