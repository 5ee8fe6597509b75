import { Construct } from "constructs";
import { NetworkGroup } from "../network-manager/network-group";
import { NetworkManager } from "../network-manager/network-manager";
import { Spoke } from "../topology/spoke";
import { ITransit, ITransitNetwork, ITransitRouting } from "./i-transit-routing";

/** What a connected group is made of. */
export interface ConnectedGroupTransitOptions {
  /**
   * The manager of the group. Azure takes one for a subscription, so several networks of a program share it.
   * @default - that of `connectBy`, or else one is created where the hub is
   */
  readonly networkManager?: NetworkManager;

  /**
   * Whether spokes in different regions reach each other too.
   * @default - true if they are in several
   */
  readonly global?: boolean;
}

/**
 * Spokes in a connected group, past the hub: as fast as peerings between them, with nothing in between that could filter, and one
 * resource for each spoke.
 */
export class ConnectedGroupTransit implements ITransitRouting {
  public constructor(private readonly options: ConnectedGroupTransitOptions) {}

  public bind(scope: Construct, { hub, networkManager }: ITransitNetwork): ITransit {
    const manager =
      this.options.networkManager ??
      networkManager ??
      new NetworkManager(scope, "NetworkManager", { ...hub.placement, name: hub.name });
    const name = `${hub.name}-connected`;
    const group = manager._addSpokeGroup(name);
    manager.addMesh(name, { groups: [group], global: this.options.global });
    return new ConnectedGroup(group);
  }
}

class ConnectedGroup implements ITransit {
  public readonly peersSpokes = true;
  public readonly sharesGateway = true;

  public constructor(private readonly group: NetworkGroup) {}

  public addSpoke(spoke: Spoke): void {
    this.group.addMember(spoke.virtualNetwork);
  }
}
