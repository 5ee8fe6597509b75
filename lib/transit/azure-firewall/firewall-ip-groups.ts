import { Construct } from "constructs";
import { childId } from "../../core/child-id";
import { checked } from "../../core/input-check";
import { placementOf, PlacementProps } from "../../core/placement";
import { IpGroup } from "../../firewall/ip-group";
import { Spoke } from "../../topology/spoke";
import { ITransitNetwork } from "../i-transit-routing";
import { allSpokePrefixes } from "./spokes-in-rules";

/** Props of {@link FirewallIpGroups}. */
export interface FirewallIpGroupsProps extends PlacementProps {
  /** The network whose spokes have groups. */
  readonly network: ITransitNetwork;
}

/** An IP group for each spoke, and one for all: a new spoke brings its own, is added to that of all, and changes no rule. */
export class FirewallIpGroups extends Construct {
  /** That of all spokes. */
  public readonly allSpokes: IpGroup;

  private readonly placement: PlacementProps;
  private readonly bySpoke = new Map<Spoke, IpGroup>();

  public constructor(scope: Construct, id: string, props: FirewallIpGroupsProps) {
    super(scope, id);
    const { network } = checked(this, "FirewallIpGroupsProps", props);
    this.placement = placementOf(props);
    const name = `${network.hub.name}-spokes`;
    this.allSpokes = new IpGroup(this, "Spokes", { ...this.placement, name, prefixes: [] });
    this.allSpokes._addLate(() => allSpokePrefixes(network));
  }

  /** Gives a spoke its group. */
  public addSpoke(spoke: Spoke): void {
    checked(this, "Spoke", spoke, "the spoke");
    const group = new IpGroup(this, childId(this, "Spoke", spoke.name), {
      ...this.placement,
      name: spoke.name,
      prefixes: [],
    });
    group._addLate(() => spoke.addressSpace);
    this.bySpoke.set(spoke, group);
  }

  /** Azure id of a spoke's group. */
  public idFor(spoke: Spoke): string | undefined {
    return this.bySpoke.get(spoke)?.ipGroupId;
  }
}
