import { Lb } from "@cdktf/provider-azurerm/lib/lb";
import { LbBackendAddressPool } from "@cdktf/provider-azurerm/lib/lb-backend-address-pool";
import { LbProbe } from "@cdktf/provider-azurerm/lib/lb-probe";
import { LbRule } from "@cdktf/provider-azurerm/lib/lb-rule";
import { NetworkInterfaceBackendAddressPoolAssociation } from "@cdktf/provider-azurerm/lib/network-interface-backend-address-pool-association";
import { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { NAME_RULES } from "../../azure/names";
import { NetworkInterface } from "../../compute/network-interface";
import { quote } from "../../core/azure-names";
import { checkAtSynth } from "../../core/checks";
import { checked } from "../../core/input-check";
import { waitFor } from "../../core/late";
import { checkName } from "../../core/name-check";
import { ResourceKind } from "../../core/naming";
import { checkPlacement, commonArguments, namingOf, PlacementProps } from "../../core/placement";
import { reference, resourceOf } from "../../core/references";
import { zoneListProblems, zonesOfAddress } from "../../core/regions";
import { otherRegionProblem } from "../../core/same-region";
import { ISubnet } from "../../network/i-subnet";
import { isSameNetwork } from "../../network/network-contents";
import { claimStaticAddress } from "../../network/static-addresses";
import { occupiedSubnetProblem } from "../../network/subnet-features";

/** Props of a {@link HighAvailabilityPortsLoadBalancer}. */
export interface HighAvailabilityPortsLoadBalancerProps extends PlacementProps {
  /** What stands behind it, such as `nva`: the naming strategy makes `lbi-nva` of it. */
  readonly name: string;

  /** Subnet of its address: that of the machines behind it. */
  readonly subnet: ISubnet;

  /** Its static private address. */
  readonly privateIpAddress: string;

  /** TCP port that it asks whether a machine is alive. */
  readonly probePort: number;

  /**
   * Availability zones of the address: one, or all; two are written as all, as Azure does.
   * @default - none
   */
  readonly zones?: string[];
}

const FRONTEND = "frontend";

/**
 * An internal Standard load balancer that hands everything on, whatever the port (`azurerm_lb` with a pool, a
 * probe and one HA-ports rule).
 *
 * With one interface in each machine both directions of a flow reach the same machine, which a stateful
 * appliance needs. The probe comes from 168.63.129.16: a security group must let it in.
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r61
 */
export class HighAvailabilityPortsLoadBalancer extends Construct {
  /** Its static private address. */
  public readonly privateIpAddress: string;

  private readonly subnet: ISubnet;
  private readonly backends: NetworkInterface[] = [];
  private readonly balancer: Lb;
  private readonly pool: LbBackendAddressPool;

  public constructor(scope: Construct, id: string, props: HighAvailabilityPortsLoadBalancerProps) {
    super(scope, id);
    checked(this, "HighAvailabilityPortsLoadBalancerProps", props);
    checkPlacement(this, props);
    const { subnet, privateIpAddress, probePort, provider } = props;
    this.subnet = subnet;
    const name = namingOf(props).nameOf({ kind: ResourceKind.LOAD_BALANCER, subject: props.name });
    this.privateIpAddress = privateIpAddress;
    checkName(this, NAME_RULES.loadBalancer, name, props.name);
    const balancer = new Lb(this, "Resource", {
      name,
      sku: "Standard",
      frontendIpConfiguration: [
        {
          name: FRONTEND,
          subnetId: reference(subnet, "id", () => subnet.subnetId, this),
          privateIpAddressAllocation: "Static",
          privateIpAddress,
          zones: props.zones && props.zones.length > 0 ? zonesOfAddress(props.zones) : undefined,
        },
      ],
      ...commonArguments(props),
    });
    this.balancer = balancer;
    const loadbalancerId = reference(this, "id", () => balancer.id, this);
    this.pool = new LbBackendAddressPool(this, "Pool", { name: "appliances", loadbalancerId, provider });
    const probe = new LbProbe(this, "Probe", {
      name: "alive",
      loadbalancerId,
      protocol: "Tcp",
      port: probePort,
      intervalInSeconds: 5,
      provider,
    });
    new LbRule(this, "Rule", {
      name: "ha-ports",
      loadbalancerId,
      frontendIpConfigurationName: FRONTEND,
      backendAddressPoolIds: [this.pool.id],
      probeId: probe.id,
      // HA ports: all protocols, and 0 for all ports.
      protocol: "All",
      frontendPort: 0,
      backendPort: 0,
      provider,
    });
    subnet.virtualNetwork.creationOrder.standsInSubnet(balancer);
    claimStaticAddress(this, "the load balancer's address", privateIpAddress, subnet);
    checkAtSynth(this, () => [
      ...this.placeProblems(),
      ...this.backendProblems(),
      ...zoneListProblems(props.zones ?? []),
      Number.isInteger(probePort) && probePort >= 1 && probePort <= 65535
        ? undefined
        : `the probe port is ${probePort}; use a TCP port from 1 to 65535`,
    ]);
  }

  /** Azure resource id. */
  public get loadBalancerId(): string {
    return this.balancer.id;
  }

  /**
   * Puts a machine behind the load balancer and returns the association, which the machine waits for: a machine of another kind than
   * this package's must be told to.
   */
  public addBackend(scope: Construct, id: string, networkInterface: NetworkInterface): ITerraformDependable {
    checked(this, "NetworkInterface", networkInterface, "the network interface");
    this.backends.push(networkInterface);
    const association = new NetworkInterfaceBackendAddressPoolAssociation(scope, id, {
      networkInterfaceId: reference(networkInterface, "id", () => networkInterface.networkInterfaceId, scope),
      ipConfigurationName: NetworkInterface.IP_CONFIGURATION,
      backendAddressPoolId: this.pool.id,
      // The association is written into the interface, wherever the pool is.
      provider: this.pool.provider,
    });
    // E8: machine and association both write the interface.
    const machine = networkInterface.node.scope && resourceOf(networkInterface.node.scope);
    if (machine?.terraformResourceType.endsWith("_virtual_machine")) {
      waitFor(machine, () => [association]);
    }
    return association;
  }

  /** What is wrong with where it is, unless a machine behind it is in the same place and says so itself. */
  private placeProblems(): (string | undefined)[] {
    const { subnet, backends } = this;
    const { virtualNetwork } = subnet;
    const network = `virtual network ${quote(virtualNetwork.name)}`;
    const regionProblem = (construct: Construct): string | undefined =>
      otherRegionProblem("the load balancer", construct, network, virtualNetwork);
    return [
      backends.some((backend) => regionProblem(backend) === regionProblem(this))
        ? undefined
        : regionProblem(this),
      backends.some(({ _subnet: other }) => isSameSubnet(other, subnet))
        ? undefined
        : occupiedSubnetProblem("load balancer", subnet),
    ];
  }

  private backendProblems(): (string | undefined)[] {
    const { virtualNetwork } = this.subnet;
    return this.backends.map((backend, index) => {
      const network = backend._subnet.virtualNetwork;
      if (!isSameNetwork(network, virtualNetwork)) {
        return (
          `${backend.node.path} is in virtual network ${quote(network.name)} and the load balancer in ${quote(virtualNetwork.name)}: ` +
          "put both into one network"
        );
      }
      return this.backends.indexOf(backend) < index
        ? `${backend.node.path} is behind the load balancer twice: leave one of the two out`
        : undefined;
    });
  }
}

function isSameSubnet(one: ISubnet, other: ISubnet): boolean {
  return (
    one.subnetName.toLowerCase() === other.subnetName.toLowerCase() &&
    isSameNetwork(one.virtualNetwork, other.virtualNetwork)
  );
}
