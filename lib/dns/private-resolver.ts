import { PrivateDnsResolver } from "@cdktf/provider-azurerm/lib/private-dns-resolver";
import { PrivateDnsResolverInboundEndpoint } from "@cdktf/provider-azurerm/lib/private-dns-resolver-inbound-endpoint";
import { PrivateDnsResolverOutboundEndpoint } from "@cdktf/provider-azurerm/lib/private-dns-resolver-outbound-endpoint";
import { Construct } from "constructs";
import { NAME_RULES } from "../azure/names";
import { RESOLVER_SUBNET, takesResolver } from "../azure/private-dns";
import { reservedSubnetOf } from "../azure/reserved-subnets";
import { quote } from "../core/azure-names";
import { checkAtSynth } from "../core/checks";
import { childId } from "../core/child-id";
import { checked, checkedNamed } from "../core/input-check";
import { checkName } from "../core/name-check";
import { ResourceKind } from "../core/naming";
import { checkPlacement, commonArguments, namingOf, placementOf, PlacementProps } from "../core/placement";
import { addressOf, givenOut, reference } from "../core/references";
import { HubSpokeError } from "../core/validation-error";
import { knownPrefix } from "../network/addressing";
import { ISubnet } from "../network/i-subnet";
import { IVirtualNetwork } from "../network/i-virtual-network";
import { contentsOf, isSameNetwork } from "../network/network-contents";
import { claimService, SingleService } from "../network/single-services";
import { hostAddressProblem } from "../network/subnet-checks";
import { delegationOf } from "../network/subnet-features";
import { ForwardingRuleset, ForwardingRulesetOptions } from "./forwarding-ruleset";

/** Props of a {@link PrivateResolver}. */
export interface PrivateResolverProps extends PlacementProps {
  /** What it is for, such as `hub01`: the naming strategy makes `dnspr-hub01` of it. */
  readonly name: string;

  /** The network that it stands in, of the same region. Zones that are linked to it are what the resolver knows. */
  readonly virtualNetwork: IVirtualNetwork;

  /**
   * Subnet of the inbound endpoint, whose address others ask: /28 to /24, delegated to `Microsoft.Network/dnsResolvers`, and for the
   * endpoint alone.
   * @default - no inbound endpoint
   */
  readonly inboundSubnet?: ISubnet;

  /**
   * Static address of the inbound endpoint in its subnet.
   * @default - Azure chooses one
   */
  readonly inboundAddress?: string;

  /**
   * Subnet of the outbound endpoint, through which names are asked elsewhere: another one, of the same kind.
   * @default - no outbound endpoint, and no rulesets
   */
  readonly outboundSubnet?: ISubnet;

  /**
   * Azure name.
   * @default - chosen by the naming strategy: `dnspr-<name>`
   */
  readonly resolverName?: string;
}

/**
 * A DNS server in a network (`azurerm_private_dns_resolver` with its endpoints): machines elsewhere ask its inbound endpoint, and
 * it asks others for domains of its rulesets. Endpoints cost money as long as they exist. Endpoints are created one after another,
 * after every subnet of the network.
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#w55
 */
export class PrivateResolver extends Construct {
  /** The network that it stands in. */
  public readonly virtualNetwork: IVirtualNetwork;

  private readonly props: PrivateResolverProps;
  private readonly resource: PrivateDnsResolver;
  private readonly inbound?: PrivateDnsResolverInboundEndpoint;
  private readonly outbound?: PrivateDnsResolverOutboundEndpoint;
  private givenAddress?: string;

  public constructor(scope: Construct, id: string, props: PrivateResolverProps) {
    super(scope, id);
    this.props = checked(this, "PrivateResolverProps", props);
    checkPlacement(this, props);
    const { virtualNetwork, inboundSubnet, outboundSubnet } = props;
    this.virtualNetwork = virtualNetwork;
    const name =
      props.resolverName ??
      namingOf(props).nameOf({ kind: ResourceKind.PRIVATE_RESOLVER, subject: props.name });
    checkName(this, NAME_RULES.privateResolver, name, props.name);
    const { location, tags, provider } = commonArguments(props);
    this.resource = new PrivateDnsResolver(this, "Resource", {
      name,
      virtualNetworkId: reference(virtualNetwork, "id", () => virtualNetwork.virtualNetworkId, this),
      ...commonArguments(props),
    });
    virtualNetwork.creationOrder.joinsSubnet(this.resource);
    const endpoint = { location, tags, provider, privateDnsResolverId: `\${${addressOf(this.resource)}.id}` };
    if (inboundSubnet) {
      this.inbound = new PrivateDnsResolverInboundEndpoint(this, "Inbound", {
        name: "inbound",
        ...endpoint,
        ipConfigurations: {
          subnetId: reference(inboundSubnet, "id", () => inboundSubnet.subnetId, this),
          privateIpAddress: props.inboundAddress,
          privateIpAllocationMethod: props.inboundAddress === undefined ? "Dynamic" : "Static",
        },
      });
    }
    if (outboundSubnet) {
      this.outbound = new PrivateDnsResolverOutboundEndpoint(this, "Outbound", {
        name: "outbound",
        ...endpoint,
        subnetId: reference(outboundSubnet, "id", () => outboundSubnet.subnetId, this),
      });
    }
    const endpoints = [this.inbound, this.outbound].filter(
      (each): each is NonNullable<typeof each> => !!each,
    );
    endpoints.forEach((each) => virtualNetwork.creationOrder.joinsSubnet(each));
    claimService(this, SingleService.PRIVATE_RESOLVER, virtualNetwork);
    checkAtSynth(this, () => [
      ...this.subnetProblems("inbound", inboundSubnet),
      ...this.subnetProblems("outbound", outboundSubnet),
      inboundSubnet && inboundSubnet === outboundSubnet
        ? `the inbound and the outbound endpoint share subnet ${quote(inboundSubnet.subnetName)}; give each one of its own`
        : undefined,
      (inboundSubnet ?? outboundSubnet)
        ? undefined
        : "the resolver has no endpoint: give inboundSubnet or outboundSubnet",
      props.inboundAddress !== undefined && !inboundSubnet
        ? "inboundAddress is given and inboundSubnet isn't; give both"
        : undefined,
      props.inboundAddress !== undefined && inboundSubnet
        ? hostAddressProblem("inboundAddress", props.inboundAddress, inboundSubnet)
        : undefined,
    ]);
  }

  /** Azure resource id. */
  public get privateResolverId(): string {
    return this.resource.id;
  }

  /** Address of the inbound endpoint, which others ask. Known after apply unless `inboundAddress` is given. */
  public get inboundAddress(): string {
    const { inbound } = this;
    if (!inbound) {
      throw new HubSpokeError(
        this,
        "the resolver has no inbound endpoint that others could ask: give inboundSubnet",
      );
    }
    this.givenAddress ??=
      this.props.inboundAddress ?? givenOut(inbound, "ip_configurations[0].private_ip_address");
    return this.givenAddress;
  }

  /** Whether others can ask it. */
  public get hasInboundEndpoint(): boolean {
    return this.inbound !== undefined;
  }

  /** Adds a ruleset, which says who is asked for which domains, and returns it. */
  public addForwardingRuleset(name: string, options: ForwardingRulesetOptions): ForwardingRuleset {
    checkedNamed(this, "ForwardingRulesetOptions", name, options);
    const { outbound } = this;
    if (!outbound) {
      throw new HubSpokeError(
        this,
        `ruleset ${quote(String(name))} needs an outbound endpoint; give the resolver outboundSubnet, or a hub's outboundSubnetPrefix`,
      );
    }
    return new ForwardingRuleset(this, childId(this, "Ruleset", name), {
      ...placementOf(this.props),
      ...options,
      name,
      outboundEndpointIds: [`\${${addressOf(outbound)}.id}`],
      resolverNetwork: this.virtualNetwork,
      resolverAddress: this.inbound && this.inboundAddress,
    });
  }

  private subnetProblems(side: string, subnet: ISubnet | undefined): (string | undefined)[] {
    if (!subnet) {
      return [];
    }
    const what = `the ${side} endpoint's subnet ${quote(subnet.subnetName)}`;
    const length = knownPrefix(subnet.addressPrefix)?.length;
    const delegation = delegationOf(subnet);
    const isOurs = contentsOf(subnet.virtualNetwork).subnets.includes(subnet);
    return [
      isSameNetwork(subnet.virtualNetwork, this.virtualNetwork)
        ? undefined
        : `${what} is in ${quote(subnet.virtualNetwork.name)}, and the resolver in ${quote(this.virtualNetwork.name)}`,
      reservedSubnetOf(subnet.subnetName)
        ? `${what} belongs to another service of Azure; give it one of its own`
        : undefined,
      length !== undefined && !takesResolver(length)
        ? `${what} is a /${length}; a resolver takes /${RESOLVER_SUBNET.longestPrefix} to /${RESOLVER_SUBNET.shortestPrefix}`
        : undefined,
      isOurs && delegation !== RESOLVER_SUBNET.delegation
        ? `${what} is not delegated to the resolver: give it delegation { service: "${RESOLVER_SUBNET.delegation}" }`
        : undefined,
    ];
  }
}
