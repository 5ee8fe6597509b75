import { TerraformProvider, TerraformResource, TerraformStack } from "cdktf";
import { IConstruct } from "constructs";
import { checked } from "../core/input-check";
import { waitFor } from "../core/late";
import { resourceOf } from "../core/references";
import { HubSpokeError } from "../core/validation-error";

/** One of the two resources of a peering. */
export interface PeeringHalf {
  /** The `azurerm_virtual_network_peering`. */
  readonly resource: TerraformResource;
  /** Provider configuration that writes it. */
  readonly provider?: TerraformProvider;
  /** Whether it uses a gateway of the other network, which takes long to create. */
  readonly usesGateway: () => boolean;
}

/** A half as the networks remember it. */
interface OrderedHalf extends PeeringHalf {
  /** When it came, so that all networks see one order. */
  readonly number: number;
  readonly stack: TerraformStack;
  /** Who writes it: a stack's provider configuration, of which the default one may be given or left out. */
  readonly writer: string;
}

/**
 * In which order the resources of one virtual network are created. Destroying goes the other way round.
 *
 * Azure refuses to change a network while another change of it runs (and a peering changes both of its
 * networks), and the azurerm provider neither waits nor tries again. So a construct that writes to a network
 * says what it does, here, and Terraform is told to wait (`depends_on`):
 *
 * | Say | of | which waits for | and is waited for by | Rule |
 * | --- | --- | --- | --- | --- |
 * | `writesSubnet` | a subnet, the association of a security group or route table | nothing more | peerings, firewalls | E1, E3, E5 |
 * | `writesInterface` | a network interface | nothing more | firewalls | E1 |
 * | `standsInSubnet` | Bastion, a load balancer | nothing | flow logs and locks of the network | E15 |
 * | `joinsSubnet` | a private resolver, its endpoints, a routing appliance, which join subnets | what `writesSubnet` told; what joined before | peerings, firewalls, what comes after them | E10 |
 * | `afterSubnets` | a firewall, which locks the network for minutes | all subnets, associations and interfaces | what comes after peerings | E1, E10 |
 * | `createsGateway` | a VPN or ExpressRoute gateway | the network's gateways before it, since both write `GatewaySubnet` | peerings that use it, `afterGateways` | E4, E6, E7, E12 |
 * | `afterGateways` | a Route Server; an association with `GatewaySubnet` | the network's gateways | nothing | E6, E7 |
 * | `afterPeerings` | an association that comes late: its next hop or gateway takes long | firewalls; endpoints; peerings, except those that use a gateway | peerings that use a gateway | E5, E7 |
 * | `writesDnsServers` | the servers of a network, which azurerm writes with all else that the network has | all of the above, and peerings, except those that use a gateway | peerings that use a gateway, `afterDnsServers` | E16 |
 * | `afterDnsServers` | a machine, which reads the servers when it starts | the network's DNS servers | nothing | E16 |
 * | (a peering itself) | the half on the network whose gateway may be used | subnets of both networks | the other half | E3 |
 * | | the other half | the first one; the gateway, if it uses one | nothing | E4 |
 * | | halves that two provider configurations write, and that share a network | the one before, in one chain for each two configurations | the next one | E17 |
 *
 * E2, E8, E11, E18 and E19 order what is inside one service, machine or subnet, and stand where that is created; E9 follows from
 * references. E13 is a deployment of Virtual Network Manager, which takes the place of a peering's halves. E14 and E15 are about
 * services that this package doesn't create. E17: within one configuration
 * the provider locks peerings against each other, but each configuration is a process of its own.
 *
 * What is deliberately not ordered: the first half of a peering and machines don't wait for a gateway,
 * gateways not for those of other networks, and no network for another.
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#order-of-creation
 */
export class CreationOrder {
  private static halves = 0;

  private readonly subnetWrites: IConstruct[] = [];
  private readonly endpoints: IConstruct[] = [];
  private readonly interfaces: IConstruct[] = [];
  private readonly tenants: IConstruct[] = [];
  private readonly gateways: IConstruct[] = [];
  private readonly afterAllGateways: IConstruct[] = [];
  private readonly firewalls: IConstruct[] = [];
  private readonly lateWrites: IConstruct[] = [];
  private readonly dnsServers: IConstruct[] = [];
  private readonly deployments: PeeringHalf[] = [];
  private readonly halvesByWriter = new Map<string, OrderedHalf[]>();

  /** A resource writes a subnet and waits for nothing that takes long: a subnet, or an association with one. */
  public writesSubnet(resource: IConstruct): void {
    this.subnetWrites.push(given("writesSubnet", resource));
  }

  /**
   * A resource joins a subnet, such as an endpoint of a private resolver, and nothing may write subnets meanwhile, or join them: it
   * waits for the one before.
   */
  public joinsSubnet(resource: IConstruct): void {
    const earlier = this.endpoints.slice(-1);
    this.endpoints.push(given("joinsSubnet", resource));
    waitFor(required(resource), () => [...this.subnetWrites, ...earlier]);
  }

  /** A resource writes a network interface. */
  public writesInterface(resource: IConstruct): void {
    this.interfaces.push(given("writesInterface", resource));
  }

  /** A resource stands in a subnet and waits for nothing in its network, such as Bastion or a load balancer. */
  public standsInSubnet(resource: IConstruct): void {
    this.tenants.push(given("standsInSubnet", resource));
  }

  /** A resource is created after all that writes subnets and interfaces, such as a firewall. */
  public afterSubnets(resource: IConstruct): void {
    this.firewalls.push(resource);
    waitFor(required(given("afterSubnets", resource)), () => [
      ...this.subnetWrites,
      ...this.endpoints,
      ...this.interfaces,
    ]);
  }

  /** A VPN or ExpressRoute gateway is created in the network. One that exists already changes nothing. */
  public createsGateway(gateway: IConstruct): void {
    const earlier = [...this.gateways];
    if (earlier.includes(given("createsGateway", gateway))) {
      return;
    }
    this.gateways.push(gateway);
    const resource = earlier.length > 0 ? resourceOf(gateway) : undefined;
    if (resource) {
      waitFor(resource, () => earlier);
    }
  }

  /** A resource is created after the network's gateways, such as a Route Server. */
  public afterGateways(resource: IConstruct): void {
    this.afterAllGateways.push(given("afterGateways", resource));
    waitFor(required(resource), () => this.gateways);
  }

  /**
   * A resource writes a subnet, but has to wait for something that takes long: the association of a route
   * table whose next hop is a firewall that is being created, for instance.
   */
  public afterPeerings(resource: IConstruct): void {
    this.lateWrites.push(given("afterPeerings", resource));
    waitFor(required(resource), () => [...this.firewalls, ...this.endpoints, ...this.earlyHalves]);
  }

  /**
   * A resource writes the network's DNS servers, which are known late: those of a firewall or a resolver. azurerm reads the whole
   * network and writes it back, so nothing else may write to it meanwhile.
   */
  public writesDnsServers(resource: IConstruct): void {
    this.dnsServers.push(given("writesDnsServers", resource));
    waitFor(required(resource), () => [
      ...this.subnetWrites,
      ...this.endpoints,
      ...this.interfaces,
      ...this.tenants,
      ...this.gateways,
      ...this.afterAllGateways,
      ...this.firewalls,
      ...this.earlyHalves,
      ...this.lateWrites,
    ]);
  }

  /** A machine is created after the network's DNS servers are known, which it reads when it starts. */
  public afterDnsServers(machine: IConstruct): void {
    waitFor(required(given("afterDnsServers", machine)), () => this.dnsServers);
  }

  /** Halves of peerings and deployments that wait for no gateway. */
  private get earlyHalves(): IConstruct[] {
    return [...[...this.halvesByWriter.values()].flat(), ...this.deployments]
      .filter(isEarly)
      .map(({ resource }) => resource);
  }

  /**
   * Takes the halves of a peering that are created here: `first` on the network whose gateway may be used.
   * @internal
   */
  public static _peer(
    first: PeeringHalf | undefined,
    other: PeeringHalf | undefined,
    networks: readonly CreationOrder[],
  ): void {
    const halves = [first, other].filter((half) => half !== undefined);
    waitFor(halves[0].resource, () =>
      networks.flatMap(({ subnetWrites, endpoints }) => [...subnetWrites, ...endpoints]),
    );
    if (other) {
      waitFor(other.resource, () => [
        ...(first ? [first.resource] : []),
        ...(other.usesGateway() ? networks[0].gateways : []),
      ]);
    }
    for (const half of halves) {
      const stack = TerraformStack.of(half.resource);
      const writer = `${stack.node.path} ${half.provider?.alias ?? ""}`;
      const ordered = { ...half, number: CreationOrder.halves++, stack, writer };
      networks.forEach((network) => network.add(ordered));
      waitFor(half.resource, () =>
        networks.flatMap((network) => [
          ...(half.usesGateway()
            ? [
                ...network.lateWrites,
                ...network.dnsServers,
                ...network.deployments.map(({ resource }) => resource),
              ]
            : []),
          ...network.before(ordered).map(({ resource }) => resource),
        ]),
      );
    }
  }

  /**
   * Takes a deployment of Virtual Network Manager, which peers or connects networks: it comes after all halves but those that use a
   * gateway, which come after it. Returns what tells it of each network.
   * @internal
   */
  public static _deployment(deployment: PeeringHalf): (network: CreationOrder) => void {
    const networks = new Set<CreationOrder>();
    waitFor(deployment.resource, () =>
      [...networks].flatMap((network) => [
        ...network.subnetWrites,
        ...network.endpoints,
        ...[...network.halvesByWriter.values()]
          .flat()
          .filter(isEarly)
          .map(({ resource }) => resource),
        ...(deployment.usesGateway() ? [...network.lateWrites, ...network.dnsServers] : []),
      ]),
    );
    return (network) => {
      networks.add(network);
      network.deployments.push(deployment);
    };
  }

  /**
   * All that writes into the network: its subnets and what joins them or stands in them, gateways, firewalls, peerings, DNS servers.
   * @internal
   */
  public _parts(): IConstruct[] {
    const halves = [...[...this.halvesByWriter.values()].flat(), ...this.deployments];
    return [
      ...this.subnetWrites,
      ...this.endpoints,
      ...this.interfaces,
      ...this.tenants,
      ...this.gateways,
      ...this.afterAllGateways,
      ...this.firewalls,
      ...this.lateWrites,
      ...halves.map(({ resource }) => resource),
      ...this.dnsServers,
    ];
  }

  private add(half: OrderedHalf): void {
    const known = this.halvesByWriter.get(half.writer);
    if (known) {
      known.push(half);
    } else {
      this.halvesByWriter.set(half.writer, [half]);
    }
  }

  /** E17: the halves just before one, in the chain of its provider configuration with each other one. */
  private before(half: OrderedHalf): OrderedHalf[] {
    const inStack = [...this.halvesByWriter.values()].filter(([{ stack }]) => stack === half.stack);
    if (inStack.length < 2) {
      return [];
    }
    const own = lastBefore(half, this.halvesByWriter.get(half.writer)!);
    return inStack
      .filter(([{ writer }]) => writer !== half.writer)
      .map((halves) => latest(own, lastBefore(half, halves)))
      .filter((each) => each !== undefined);
  }
}

function isEarly({ usesGateway }: PeeringHalf): boolean {
  return !usesGateway();
}

/** Halves that wait for a gateway come last, or others would wait for it with them. */
function isBefore(one: OrderedHalf, other: OrderedHalf): boolean {
  const [late, otherLate] = [one.usesGateway(), other.usesGateway()];
  return late === otherLate ? one.number < other.number : otherLate;
}

function lastBefore(half: OrderedHalf, halves: readonly OrderedHalf[]): OrderedHalf | undefined {
  return halves.filter((other) => isBefore(other, half)).reduce<OrderedHalf | undefined>(latest, undefined);
}

function latest(one: OrderedHalf | undefined, other: OrderedHalf | undefined): OrderedHalf | undefined {
  return one && (!other || isBefore(other, one)) ? one : other;
}

function given(call: string, resource: IConstruct): IConstruct {
  return checked(`creationOrder.${call}`, "IConstruct", resource, "the resource");
}

function required(construct: IConstruct): TerraformResource {
  const resource = resourceOf(construct);
  if (!resource) {
    throw new HubSpokeError(construct, "creates no resource that could be created after others");
  }
  return resource;
}
