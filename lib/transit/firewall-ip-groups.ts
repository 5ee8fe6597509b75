import { Construct } from "constructs";
import { childId } from "../core/child-id";
import { PlacementProps } from "../core/placement";
import { IpGroup } from "../firewall/ip-group";
import { Spoke } from "../topology/spoke";

/** An IP group for each spoke, and one for all: a new spoke brings its own, is added to that of all, and changes no rule. */
export class FirewallIpGroups extends Construct {
  /** That of all spokes. */
  public readonly allSpokes: IpGroup;

  private readonly bySpoke = new Map<Spoke, IpGroup>();

  public constructor(
    scope: Construct,
    id: string,
    private readonly placement: PlacementProps,
    hub: string,
    prefixes: () => readonly string[],
  ) {
    super(scope, id);
    this.allSpokes = new IpGroup(this, "Spokes", { ...placement, name: `${hub}-spokes`, prefixes: [] });
    this.allSpokes._addLate(prefixes);
  }

  /** Gives a spoke its group. */
  public addSpoke(spoke: Spoke): void {
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
