import { checked } from "../../core/input-check";
import { AzureFirewall } from "../../firewall/azure-firewall";
import { FirewallSpoke, IFirewallNetwork, NamedPrefixes } from "../../firewall/i-firewall-network";
import { prefixesOf } from "../../network/addressing";
import { Spoke } from "../../topology/spoke";
import { ITransitNetwork } from "../i-transit-routing";
import { FirewallIpGroups } from "./firewall-ip-groups";
import { allSpokePrefixes, spokesInRules } from "./spokes-in-rules";

/** Props of a {@link FirewallNetwork}. */
export interface FirewallNetworkProps {
  /** The network whose packets pass the firewall. */
  readonly network: ITransitNetwork;

  /**
   * IP groups that stand for the spokes in rules.
   * @default - their prefixes
   */
  readonly ipGroups?: FirewallIpGroups;
}

/** The parts of a hub-and-spoke, and of the others of its mesh, as rules of its firewall name them. */
export class FirewallNetwork implements IFirewallNetwork {
  private readonly network: ITransitNetwork;
  private readonly ipGroups?: FirewallIpGroups;
  private firewall?: AzureFirewall;

  public constructor(props: FirewallNetworkProps) {
    const { network, ipGroups } = checked("FirewallNetwork", "FirewallNetworkProps", props);
    this.network = network;
    this.ipGroups = ipGroups;
  }

  /** Says which firewall it is, whose public addresses rules without one mean. */
  public useFirewall(firewall: AzureFirewall): void {
    this.firewall = checked("FirewallNetwork.useFirewall", "IConstruct", firewall, "the firewall");
  }

  public get hubPrefixes(): string[] {
    return this.network.hub.addressSpace;
  }

  public get allSpokes(): NamedPrefixes {
    return {
      name: "spokes",
      prefixes: allSpokePrefixes(this.network),
      ipGroupId: this.ipGroups?.allSpokes.ipGroupId,
    };
  }

  public get spokes(): FirewallSpoke[] {
    return spokesInRules(this.network).map(({ name, spoke }) =>
      this.named(spoke, name, this.ipGroups?.idFor(spoke)),
    );
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
    return this.firewall?.publicIpAddresses.map(({ ipAddress }) => ipAddress) ?? [];
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
