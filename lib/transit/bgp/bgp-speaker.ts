import { VirtualMachineRunCommand } from "@cdktf/provider-azurerm/lib/virtual-machine-run-command";
import { TerraformResource, Token } from "cdktf";
import { Construct } from "constructs";
import { PROPOSED_ASN } from "../../azure/autonomous-systems";
import { LIMITS } from "../../azure/limits";
import { parseIpv4 } from "../../cidr";
import { DailyShutdown } from "../../compute/daily-shutdown";
import { LinuxServer } from "../../compute/linux-server";
import { LinuxMachineOptions } from "../../compute/machine-options";
import { VirtualMachineImage } from "../../compute/marketplace-image";
import { isDeferred, isReference, MEMBER_NAME, quote } from "../../core/azure-names";
import { checkAtSynth } from "../../core/checks";
import { declareAnnouncements, declareForwarding } from "../../core/declarations";
import { checked } from "../../core/input-check";
import { late } from "../../core/late";
import { checkName } from "../../core/name-check";
import { placementOf, PlacementProps } from "../../core/placement";
import { addressOf } from "../../core/references";
import { literalTexts } from "../../core/text";
import { refuseAfterWriting } from "../../core/written";
import { AsnOwner, asnProblem } from "../../gateway/autonomous-system-number";
import { firstAddresses } from "../../network/addressing";
import { ISubnet } from "../../network/i-subnet";
import { IRouteServer } from "../route-server/i-route-server";
import { saysItsNumber } from "../route-server/route-server-checks";
import { announcementProblems } from "./announcement-problems";
import { FrrNeighbor, frrConfiguration } from "./frr-configuration";
import { FRR_CLOUD_INIT, frrConfigurationScript } from "./frr-provisioning";

/** What a BGP speaker is made of, apart from its place. */
export interface BgpSpeakerOptions extends LinuxMachineOptions {
  /**
   * What the machine is called inside; Azure shows it as `vm-<name>`.
   * @default "bgp-speaker"
   */
  readonly name?: string;

  /**
   * Autonomous system number: 16-bit, not reserved, and not 65515.
   * @default 65001
   */
  readonly asn?: number;

  /**
   * Static private address: sessions and routes point to it.
   * @default - the first address of the subnet that a machine can have
   */
  readonly privateIpAddress?: string;

  /**
   * Availability zone, such as `"1"`.
   * @default - none
   */
  readonly zone?: string;

  /**
   * Image: any Debian or Ubuntu that runs cloud-init.
   * @default - Ubuntu Server 24.04 LTS
   */
  readonly image?: VirtualMachineImage;

  /**
   * Whether the machine gets a public address. It fetches FRR from its distribution when it first starts, so
   * without one it needs another way to the Internet. Nothing can connect to it through that address, since
   * a Standard address without a security group is closed.
   * @default true
   */
  readonly publicIp?: boolean;
}

/** Props of a {@link BgpSpeaker}. */
export interface BgpSpeakerProps extends BgpSpeakerOptions, PlacementProps {
  /** Subnet that the machine is in: not `RouteServerSubnet`. */
  readonly subnet: ISubnet;
}

/**
 * A Linux machine that announces prefixes to Route Servers with FRR, and forwards what they then send to it.
 *
 * Its configuration goes into the running machine (`azurerm_virtual_machine_run_command`), so that a prefix
 * or Route Server more replaces nothing and ends no session of others. It is one machine: when it is down,
 * nothing is forwarded.
 */
export class BgpSpeaker extends Construct {
  /** The machine. */
  public readonly machine: LinuxServer;

  /** Autonomous system number. */
  public readonly asn: number;

  /** Address that it speaks BGP from and forwards packets at. */
  public readonly privateIpAddress: string;

  private readonly name: string;
  private readonly networks = new Set<string>();
  private readonly neighbors: FrrNeighbor[] = [];

  public constructor(scope: Construct, id: string, props: BgpSpeakerProps) {
    super(scope, id);
    checked(this, "BgpSpeakerProps", props);
    const { subnet, location, provider, tags } = props;
    this.name = props.name ?? "bgp-speaker";
    this.asn = props.asn ?? PROPOSED_ASN;
    this.privateIpAddress = props.privateIpAddress ?? firstAddress(subnet);
    this.machine = new LinuxServer(this, "Machine", {
      ...placementOf(props),
      name: this.name,
      subnet,
      privateIpAddress: this.privateIpAddress,
      ipForwarding: true,
      publicIp: props.publicIp ?? true,
      dailyShutdown: DailyShutdown.never(),
      size: props.size,
      zone: props.zone,
      adminUsername: props.adminUsername,
      adminPassword: props.adminPassword,
      adminSshPublicKey: props.adminSshPublicKey,
      image: props.image,
      cloudInit: FRR_CLOUD_INIT,
    });
    new VirtualMachineRunCommand(this, "Configuration", {
      name: "frr-configuration",
      virtualMachineId: `\${${addressOf(this.machine.node.defaultChild as TerraformResource)}.id}`,
      source: { script: Token.asString(late(() => frrConfigurationScript(this.configuration()))) },
      location,
      tags: tags && literalTexts(tags),
      provider,
    });
    const networkInterface = this.machine.networkInterface.node.defaultChild as TerraformResource;
    declareForwarding(networkInterface);
    declareAnnouncements(networkInterface, () => this.announcedPrefixes);
    checkAtSynth(this, () => [
      asnProblem(`the BGP speaker "${this.name}"`, this.asn, AsnOwner.ROUTE_SERVER_PEER),
      isDeferred(this.privateIpAddress)
        ? `the address of the BGP speaker "${this.name}" is known only at apply, but routes point to it: give it as text`
        : undefined,
      ...announcementProblems(`the BGP speaker "${this.name}"`, this.announcedPrefixes),
      ...this.neighbors.flatMap((neighbor) => neighborProblems(neighbor)),
      this.networks.size > LIMITS.routesOfRouteServerPeer.value
        ? `the BGP speaker "${this.name}" announces ${this.networks.size} prefixes; a Route Server takes ` +
          `${LIMITS.routesOfRouteServerPeer.value} from a peer: announce a summary`
        : undefined,
    ]);
  }

  /** Prefixes that it announces. */
  public get announcedPrefixes(): string[] {
    return [...this.networks].sort();
  }

  /** Announces prefixes to every Route Server, now and later. */
  public announce(prefixes: string[]): void {
    refuseAfterWriting(this, this);
    checked(this, "string[]", prefixes, "announce").forEach((prefix) => this.networks.add(prefix));
  }

  /**
   * Speaks BGP with a Route Server, from both sides.
   *
   * @param name of the Route Server in FRR's configuration, such as `spoke01`
   * @param routeServer the Route Server
   * @param withheld prefixes that this one isn't told, being its own
   */
  public peerWith(name: string, routeServer: IRouteServer, withheld: string[]): void {
    checked(this, "string", name, "the name");
    checked(this, "IRouteServer", routeServer, "the Route Server");
    checked(this, "string[]", withheld, "withheld");
    checkName(this, FRR_NAME, name);
    const peer = { asn: this.asn, address: this.privateIpAddress };
    saysItsNumber(peer);
    routeServer.addPeer(this.name, peer);
    this.neighbors.push({ name, addresses: routeServer.virtualRouterIps, withheld });
  }

  /** In order of names, so that the order in which spokes were added changes nothing. */
  private configuration(): string {
    return frrConfiguration({
      asn: this.asn,
      address: this.privateIpAddress,
      networks: this.announcedPrefixes,
      neighbors: [...this.neighbors].sort((a, b) => (a.name < b.name ? -1 : 1)),
    });
  }
}

const FRR_NAME = { ...MEMBER_NAME, what: "BGP neighbour", max: 80 };

/** All of it is written into a script that the machine's root runs. */
function neighborProblems({ name, addresses, withheld }: FrrNeighbor): (string | undefined)[] {
  return [
    ...addresses
      .filter((address) => !isDeferred(address) && !isReference(address) && parseIpv4(address) === undefined)
      .map(
        (address) =>
          `${quote(String(address))}, an address of the Route Server of ${quote(String(name))}, is not an IPv4 ` +
          'address such as "10.0.0.4"',
      ),
    ...announcementProblems(`what is withheld from ${quote(String(name))}`, withheld),
  ];
}

/** A subnet without a usable prefix is refused by itself; any address will do until then. */
function firstAddress(subnet: ISubnet): string {
  return firstAddresses(subnet.addressPrefix, 1)[0] ?? "0.0.0.0";
}
