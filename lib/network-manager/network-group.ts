import { NetworkManagerNetworkGroup } from "@cdktf/provider-azurerm/lib/network-manager-network-group";
import { NetworkManagerStaticMember } from "@cdktf/provider-azurerm/lib/network-manager-static-member";
import { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { NAME_RULES } from "../azure/names";
import { quote } from "../core/azure-names";
import { childId } from "../core/child-id";
import { checked } from "../core/input-check";
import { checkName } from "../core/name-check";
import { PlacementProps } from "../core/placement";
import { reference } from "../core/references";
import { withoutStackTraces } from "../core/stack-traces";
import { HubSpokeError } from "../core/validation-error";
import { WarningCode } from "../core/warning-code";
import { warnAtSynth } from "../core/warnings";
import { IVirtualNetwork } from "../network/i-virtual-network";
import { isSameNetwork } from "../network/network-contents";

/** What a group needs of its manager. */
interface ManagerOfGroup {
  readonly networkManagerId: string;
  /** @internal */
  readonly _placement: PlacementProps;
}

/** What a group is made of. */
interface NetworkGroupSettings {
  readonly name: string;
  readonly members: IVirtualNetwork[];
  readonly networkManager: ManagerOfGroup;
  /** Whether its networks come later, as spokes do. */
  readonly mayBeEmpty?: boolean;
}

/** Virtual networks that a `NetworkManager` treats alike (`azurerm_network_manager_network_group`); `addGroup` makes it. */
export class NetworkGroup extends Construct {
  /** @internal */
  public static _of(scope: Construct, id: string, settings: NetworkGroupSettings): NetworkGroup {
    return new NetworkGroup(scope, id, settings);
  }

  /** Its name. */
  public readonly groupName: string;

  private readonly resource: NetworkManagerNetworkGroup;
  private readonly settings: NetworkGroupSettings;
  private readonly networks: IVirtualNetwork[] = [];
  private readonly memberResources: TerraformResource[] = [];
  private readonly followers: ((network: IVirtualNetwork) => void)[] = [];

  private constructor(scope: Construct, id: string, settings: NetworkGroupSettings) {
    super(scope, id);
    this.settings = settings;
    this.groupName = settings.name;
    checkName(this, NAME_RULES.networkManagerPart, settings.name);
    const { networkManager } = settings;
    this.resource = new NetworkManagerNetworkGroup(this, "Resource", {
      name: settings.name,
      networkManagerId: networkManager.networkManagerId,
      provider: networkManager._placement.provider,
    });
    checked(this, "IVirtualNetwork[]", settings.members, "members").forEach((each) => this.addMember(each));
    warnAtSynth(this, WarningCode.NETWORK_GROUP_EMPTY, () =>
      this.members.length === 0 && !settings.mayBeEmpty
        ? `the group ${quote(settings.name)} has no networks, so what is deployed to it does nothing: give it members, or call addMember`
        : undefined,
    );
  }

  /** Azure resource id. */
  public get networkGroupId(): string {
    return reference(this, "id", () => this.resource.id, this);
  }

  /** Its networks, in the order in which they were added. */
  public get members(): IVirtualNetwork[] {
    return [...this.networks];
  }

  /** Adds a network. */
  public addMember(virtualNetwork: IVirtualNetwork): void {
    checked(this, "IVirtualNetwork", virtualNetwork, "the network");
    if (this.networks.some((each) => isSameNetwork(each, virtualNetwork))) {
      throw new HubSpokeError(
        this,
        `the network ${quote(virtualNetwork.name)} is in the group ${quote(this.groupName)} already`,
      );
    }
    withoutStackTraces(() => this.join(virtualNetwork));
    this.networks.push(virtualNetwork);
    this.followers.forEach((follower) => follower(virtualNetwork));
  }

  private join(virtualNetwork: IVirtualNetwork): void {
    const { name } = virtualNetwork;
    checkName(this, NAME_RULES.networkManagerPart, name);
    this.memberResources.push(
      new NetworkManagerStaticMember(this, childId(this, "Member", name), {
        name,
        networkGroupId: this.networkGroupId,
        targetVirtualNetworkId: reference(virtualNetwork, "id", () => virtualNetwork.virtualNetworkId, this),
        provider: this.settings.networkManager._placement.provider,
      }),
    );
  }

  /**
   * Tells of each network, also of those to come.
   * @internal
   */
  public _follow(follower: (network: IVirtualNetwork) => void): void {
    this.networks.forEach(follower);
    this.followers.push(follower);
  }

  /** @internal */
  public get _resources(): Construct[] {
    return [this.resource, ...this.memberResources];
  }
}
