import { ConnectivityConfiguration, NetworkGroup, NetworkManagerDeployment } from "../../model";
import { Block } from "../terraform/block";
import { TerraformResource } from "../terraform/value";
import { ModelContext } from "./context";

/**
 * What Azure says is in force in some networks: the same as a group of just these, and a deployment of it to all their
 * regions.
 */
export class InForce {
  public readonly groups: NetworkGroup[] = [];
  public readonly deployments: NetworkManagerDeployment[] = [];

  public constructor(private readonly context: ModelContext) {}

  /** The configuration of an admin rule in force, and the groups to which it applies; none for a rule that is written. */
  public ownerOf(
    resource: TerraformResource,
  ): { readonly configuration: string; readonly networkGroups: readonly string[] } | undefined {
    const group = this.networksOf(resource);
    return group === undefined ? undefined : { configuration: resource.address, networkGroups: [group] };
  }

  /** A connected group in force; none for a configuration that is written. */
  public groupOf(resource: TerraformResource): ConnectivityConfiguration | undefined {
    const networkGroup = this.networksOf(resource);
    const globalMesh = Block.of(resource).boolean("global_mesh_enabled") === true;
    if (networkGroup === undefined) {
      return undefined;
    }
    return {
      ...this.context.resource(resource),
      topology: "Mesh",
      groups: [{ networkGroup, connectivity: "DirectlyConnected", useHubGateway: false, globalMesh }],
      globalMesh,
    };
  }

  private networksOf(resource: TerraformResource): string | undefined {
    const block = Block.of(resource);
    if (!block.has("in_force_at")) {
      return undefined;
    }
    const { address } = resource;
    const own = { ...this.context.resource(resource), region: undefined };
    const virtualNetworks = block
      .texts("in_force_at")
      .known.flatMap((id) => this.context.subnets.networkOf(id) ?? []);
    this.groups.push({ ...own, address, virtualNetworks, subnets: [] });
    this.deployments.push({ ...own, address, scopeAccess: "", configurations: [address] });
    return address;
  }
}
