import { Construct } from "constructs";
import { IExpressRouteGateway } from "../gateway/i-express-route-gateway";
import { IVpnGateway } from "../gateway/i-vpn-gateway";
import { ISubnet } from "../network/i-subnet";
import { NetworkManager } from "../network-manager/network-manager";
import { Hub } from "../topology/hub";
import { Spoke } from "../topology/spoke";
import { NextHop } from "./routes/next-hop";

/** The network that a transit option is bound to. */
export interface ITransitNetwork {
  /** The hub, complete with its subnets, gateway and Bastion. */
  readonly hub: Hub;

  /** The spokes so far; at synth, all of them. */
  readonly spokes: Spoke[];

  /** The other networks of its mesh so far; at synth, all of them. None without a `HubSpokeMesh`. */
  readonly remoteNetworks: IRemoteNetwork[];

  /** What connects hub and spokes, if they are not peered one by one. */
  readonly networkManager?: NetworkManager;
}

/** Another network of the mesh: packets to it pass what forwards in its hub as well, in both directions. */
export interface IRemoteNetwork {
  /** Its hub and spokes. */
  readonly network: ITransitNetwork;

  /** Prefixes that lead to its spokes, in CIDR notation; at synth, all of them. */
  readonly destinations: string[];

  /** What forwards in its hub, which is peered with this one. */
  readonly forwarder: NextHop;
}

/** A transit option that is bound to a network: what it does for each spoke. */
export interface ITransit {
  /** Whether hub and spokes are peered. */
  readonly peersSpokes: boolean;

  /** Whether spokes use a gateway or Route Server of the hub, if it has one. Counts only if they are peered. */
  readonly sharesGateway: boolean;

  /** Connects a spoke, which is peered by now if spokes are peered at all. Called once for each spoke. */
  addSpoke(spoke: Spoke): void;

  /**
   * Follows a subnet of a spoke. Called once for each: right after `addSpoke` for those that the spoke has by
   * then, and when it is created for one that is added later.
   */
  addSubnet?(spoke: Spoke, subnet: ISubnet): void;

  /**
   * Follows the hub's VPN gateway. Called once: right after `bind` if the hub has one by then, otherwise when it
   * gets one.
   * `gateway.subnet` is its subnet, if that is known.
   */
  useGateway?(gateway: IVpnGateway): void;

  /** Follows the hub's ExpressRoute gateway. Called once, as `useGateway` is. */
  useExpressRouteGateway?(gateway: IExpressRouteGateway): void;

  /**
   * Addresses of DNS servers in the hub that spokes ask. `addSpoke` tells those of this program (`spoke.askDnsServers`);
   * spokes that attach themselves from other stacks hear of them here.
   */
  readonly dnsServers?: string[];

  /**
   * What forwards packets in the hub, which the other networks of a mesh send theirs to. An option without it can't
   * be part of a mesh.
   */
  readonly forwarder?: NextHop;

  /**
   * Routes packets to another network of the mesh: in the spokes to the own forwarder, in the forwarder's subnet to
   * the other network's. Called once for each.
   */
  addRemoteNetwork?(remote: IRemoteNetwork): void;
}

/** A way to let spokes talk to each other. `TransitRouting` makes those that exist; implement this for another. */
export interface ITransitRouting {
  /**
   * Creates in the hub what forwards packets, and says what each spoke needs. Called once, before the first
   * spoke is added.
   *
   * An `ITransit` that is a construct in `scope`, such as `UserDefinedRoutes`, hears of subnets and of the
   * gateway itself, so that an option that is made of parts needn't pass it on.
   *
   * @param scope where to create constructs: their ids are theirs alone
   * @param network the network
   */
  bind(scope: Construct, network: ITransitNetwork): ITransit;
}
