import { Fn, TerraformProvider, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { LIMITS } from "../../azure/limits";
import { NAME_RULES } from "../../azure/names";
import { regionId } from "../../azure/regions";
import { ReservedSubnet } from "../../azure/reserved-subnets";
import { AzapiResource } from "../../core/azapi";
import { quote } from "../../core/azure-names";
import { checkAtSynth } from "../../core/checks";
import { checked } from "../../core/input-check";
import { checkName } from "../../core/name-check";
import { ResourceKind } from "../../core/naming";
import { notedOf } from "../../core/noted";
import { checkPlacement, namingOf, PlacementProps } from "../../core/placement";
import { givenOut, reference } from "../../core/references";
import { otherRegionProblem } from "../../core/same-region";
import { literalTexts } from "../../core/text";
import { ISubnet } from "../../network/i-subnet";
import { wrongSubnet } from "../../network/subnet-checks";

/** Throughputs that Azure offers, in Gbps. */
const BANDWIDTHS: readonly number[] = [10, 50, 100, 200];

/** Props of a {@link RoutingAppliance}. */
export interface RoutingApplianceProps extends PlacementProps {
  /** What it is for, such as `hub01`: its name is made of it. */
  readonly name: string;

  /** `VirtualNetworkApplianceSubnet` of the hub: /28 or larger, with nothing else in it. It takes five addresses. */
  readonly subnet: ISubnet;

  /**
   * Throughput in Gbps: 10, 50, 100 or 200. Another one replaces the appliance.
   * @default 50
   */
  readonly bandwidthInGbps?: number;

  /**
   * Azure name, 1 to 64 characters.
   * @default - chosen by the naming strategy: `vnra-<name>`
   */
  readonly applianceName?: string;
}

/** The appliances of a stack, by subscription and region: Azure has two of them in each. */
const placedIn = notedOf<TerraformStack, Map<string, RoutingAppliance[]>>(() => new Map());

/**
 * Azure's Virtual Network Routing Appliance: a router without a machine, a rule or a guest to care for. It carries packets
 * between private addresses only, keeps no flows, and answers no ping. It costs money as long as it exists.
 *
 * azurerm has no resource for it yet, so it is an `azapi_resource` (`Microsoft.Network/virtualNetworkAppliances`).
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#w4
 */
export class RoutingAppliance extends Construct {
  /** Azure resource id. */
  public readonly routingApplianceId: string;

  /** Its private address, which routes point at. Known after apply. */
  public readonly privateIpAddress: string;

  private readonly azureName: string;
  private readonly resourceGroup: string;

  public constructor(scope: Construct, id: string, props: RoutingApplianceProps) {
    super(scope, id);
    checked(this, "RoutingApplianceProps", props);
    checkPlacement(this, props);
    const { subnet, bandwidthInGbps = 50, tags } = props;
    const name =
      props.applianceName ??
      namingOf(props).nameOf({ kind: ResourceKind.ROUTING_APPLIANCE, subject: props.name });
    checkName(this, NAME_RULES.routingAppliance, name, props.name);
    const { virtualNetwork } = subnet;
    const resource = new AzapiResource(this, "Resource", {
      type: "Microsoft.Network/virtualNetworkAppliances@2025-07-01",
      name,
      // The group of its network: the id up to there.
      parentId: Fn.join("/", Fn.slice(Fn.split("/", virtualNetwork.virtualNetworkId), 0, 5) as string[]),
      location: props.location,
      tags: tags && literalTexts(tags),
      body: {
        properties: {
          bandwidthInGbps,
          subnet: { id: reference(subnet, "id", () => subnet.subnetId, this) },
        },
      },
      exports: { private_ip_address: "properties.ipConfigurations[0].properties.privateIPAddress" },
    });
    virtualNetwork.creationOrder.joinsSubnet(resource);
    this.routingApplianceId = givenOut(resource, "id");
    this.privateIpAddress = givenOut(resource, "output.private_ip_address");
    this.azureName = name;
    this.resourceGroup =
      `${subscriptionOf(props.provider)} ${virtualNetwork.resourceGroupName}`.toLowerCase();
    const neighbours = this.register(props);
    checkAtSynth(this, () => [
      BANDWIDTHS.includes(bandwidthInGbps)
        ? undefined
        : `bandwidthInGbps is ${bandwidthInGbps}; a routing appliance has ${BANDWIDTHS.join(", ")}`,
      wrongSubnet("a routing appliance", subnet, ReservedSubnet.ROUTING_APPLIANCE),
      otherRegionProblem(
        "the routing appliance",
        this,
        `its virtual network ${quote(virtualNetwork.name)}`,
        virtualNetwork,
      ),
      ...[...placedIn(TerraformStack.of(this)).values()].flatMap((each) => this.twinProblem(each)),
      neighbours.indexOf(this) >= LIMITS.routingAppliancesOfRegion.value
        ? `there are ${neighbours.length} routing appliances of the subscription in ${props.location}; Azure allows ` +
          `${LIMITS.routingAppliancesOfRegion.value}: use another way to forward, or another region`
        : undefined,
    ]);
  }

  /** Azure would take those of one name for one; the later one says so. */
  private twinProblem(appliances: readonly RoutingAppliance[]): string[] {
    return appliances
      .filter(
        (other) =>
          other.node.path < this.node.path &&
          other.resourceGroup === this.resourceGroup &&
          other.azureName.toLowerCase() === this.azureName.toLowerCase(),
      )
      .map(
        (other) =>
          `${other.node.path} has the same Azure name, ${quote(this.azureName)}, in the same place; rename one of them`,
      );
  }

  private register({ location, provider }: PlacementProps): RoutingAppliance[] {
    const byPlace = placedIn(TerraformStack.of(this));
    const place = `${subscriptionOf(provider)} ${regionId(location)}`;
    const known = byPlace.get(place) ?? [];
    byPlace.set(place, known);
    known.push(this);
    return known;
  }
}

function subscriptionOf(provider: TerraformProvider | undefined): string {
  return provider?.alias ?? "";
}
