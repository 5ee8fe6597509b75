import { FirewallSpoke, IFirewallNetwork, NamedPrefixes } from "../firewall/i-firewall-network";
import { isInside, prefixesOf } from "../network/addressing";
import { Spoke } from "../topology/spoke";
import { FirewallIpGroups } from "./firewall-ip-groups";
import { ITransitNetwork } from "./i-transit-routing";
import { meshOf } from "./private-address-space";

/** The parts of a hub-and-spoke, and of the others of its mesh, as rules of its firewall name them. */
export class FirewallNetwork implements IFirewallNetwork {
  public constructor(
    private readonly network: ITransitNetwork,
    private readonly addresses: () => string[],
    private readonly ipGroups?: FirewallIpGroups,
  ) {}

  public get hubPrefixes(): string[] {
    return this.network.hub.addressSpace;
  }

  /** Prefixes that stand for all spokes of a hub, attached ones too, come in their place. */
  public get allSpokes(): NamedPrefixes {
    const attachable = meshOf(this.network).flatMap(({ hub }) => hub.attachableSpace);
    const single = this.spokes.flatMap(({ prefixes }) => prefixes);
    return {
      name: "spokes",
      prefixes: [...attachable, ...single.filter((prefix) => !isInside(prefix, attachable))],
      ipGroupId: this.ipGroups?.allSpokes.ipGroupId,
    };
  }

  /** Each hub's in the order of names: adding in another order changes nothing. */
  public get spokes(): FirewallSpoke[] {
    const { network } = this;
    const own = network.spokes.map((spoke) => this.named(spoke, spoke.name, this.ipGroups?.idFor(spoke)));
    const remote = network.remoteNetworks.flatMap(({ network: { hub, spokes } }) =>
      spokes.map((spoke) => this.named(spoke, `${hub.name}/${spoke.name}`)),
    );
    return [own, remote].flatMap((spokes) => spokes.sort((a, b) => (a.name < b.name ? -1 : 1)));
  }

  public get sites(): NamedPrefixes[] {
    const { network } = this;
    return [
      ...network.hub.siteToSiteConnections.map(({ name, addressSpace }) => ({
        name,
        prefixes: addressSpace,
      })),
      ...network.remoteNetworks.flatMap(({ network: { hub } }) =>
        hub.siteToSiteConnections.map(({ name, addressSpace }) => ({
          name: `${hub.name}/${name}`,
          prefixes: addressSpace,
        })),
      ),
    ];
  }

  public get publicIpAddresses(): string[] {
    return this.addresses();
  }

  private named(spoke: Spoke, name: string, ipGroupId?: string): FirewallSpoke {
    return {
      name,
      prefixes: spoke.addressSpace,
      ipGroupId,
      subnets: [...spoke.subnets, ...spoke.existingSubnets].map((subnet) => ({
        name: subnet.subnetName,
        prefixes: prefixesOf(subnet),
      })),
    };
  }
}
