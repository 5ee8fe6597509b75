import { createHash } from "crypto";
import { NetworkManagerDeployment } from "@cdktf/provider-azurerm/lib/network-manager-deployment";
import { TerraformProvider } from "cdktf";
import { Construct, IConstruct } from "constructs";
import { SPACE_TRIGGER } from "../azure/managed-networks";
import { regionId } from "../azure/regions";
import { isDeferred, isReference, quote } from "../core/azure-names";
import { checkAtSynth } from "../core/checks";
import { late, waitFor } from "../core/late";
import { checkLocation } from "../core/placement";
import { resolvedIn } from "../core/references";
import { resourceOf } from "../core/references";
import { CreationOrder } from "../network/creation-order";
import { IVirtualNetwork } from "../network/i-virtual-network";
import { IManagedConfiguration } from "./i-managed-configuration";

/** What a network manager may do in its scope, and what a deployment is of. */
export enum ScopeAccess {
  CONNECTIVITY = "Connectivity",
  SECURITY_ADMIN = "SecurityAdmin",
  ROUTING = "Routing",
}

/** A configuration, as its deployments know it. */
export interface DeployedConfiguration extends IManagedConfiguration {
  /** What it needs the manager to be for. */
  readonly access: ScopeAccess;
  /** Whether its peerings use a gateway, which takes long to create. */
  usesGateway(): boolean;
  /** What has to be there before it is deployed. */
  parts(): IConstruct[];
  /** What Azure makes of it: a change is deployed anew. */
  content(): object;
  /** The same of what only apply can tell. */
  values?(): string[];
}

/** What all deployments of a manager have in common. */
interface DeploymentsProps {
  readonly networkManagerId: string;
  readonly provider?: TerraformProvider;
  /** Regions to deploy to in any case. */
  readonly locations: readonly string[];
}

/**
 * The deployments of a network manager: Azure takes one for each region and kind, and nothing takes effect before it is deployed to
 * the regions of the networks (R70).
 */
export class ManagerDeployments {
  private readonly byPlace = new Map<string, Deployment>();
  private readonly concerned = new Map<DeployedConfiguration, Set<IVirtualNetwork>>();
  private readonly regionless = new Set<IVirtualNetwork>();

  public constructor(
    private readonly scope: Construct,
    private readonly props: DeploymentsProps,
  ) {
    props.locations.filter((each) => !isLate(each)).forEach((each) => checkLocation(scope, each));
    checkAtSynth(scope, () => [
      ...props.locations
        .filter(isLate)
        .map(
          () =>
            "locations lists a region that is known only at apply, and Terraform addresses are made of it: give it as text",
        ),
      ...(props.locations.length > 0 || this.regionless.size === 0
        ? []
        : [
            `the region of ${[...this.regionless].map(({ name }) => quote(name)).join(", ")} isn't known, and the network manager ` +
              "deploys to the regions of its networks: give location in fromVirtualNetworkAttributes, or locations to the manager",
          ]),
    ]);
  }

  /** Kinds of what is deployed. */
  public get accesses(): ScopeAccess[] {
    return Object.values(ScopeAccess).filter((access) =>
      [...this.byPlace.values()].some((deployment) => deployment.access === access),
    );
  }

  /** Deploys a configuration to the regions that it goes to in any case. */
  public add(configuration: DeployedConfiguration): void {
    this.props.locations
      .filter((each) => !isLate(each))
      .forEach((location) => this.at(location, configuration));
  }

  /** Deploys a configuration to the region of a network that it concerns. */
  public reach(configuration: DeployedConfiguration, network: IVirtualNetwork): void {
    const concerned = this.concerned.get(configuration) ?? new Set();
    this.concerned.set(configuration, concerned.add(network));
    if (network.location === undefined || isLate(network.location)) {
      this.regionless.add(network);
    } else {
      this.at(network.location, configuration);
    }
    [...this.byPlace.values()]
      .filter((deployment) => deployment.has(configuration))
      .forEach((deployment) => deployment.concern(network));
  }

  /** E13: a manager deploys one thing at a time, first what guards networks, and last what waits for a gateway or all else. */
  private before(one: Deployment): Deployment[] {
    const inTurn = [...this.byPlace]
      .sort(([place, a], [other, b]) => a.rank - b.rank || (place < other ? -1 : 1))
      .map(([, deployment]) => deployment);
    return inTurn.slice(0, inTurn.indexOf(one)).slice(-1);
  }

  private at(location: string, configuration: DeployedConfiguration): void {
    const { access } = configuration;
    const place = `${access}-${regionId(location)}`;
    const deployment =
      this.byPlace.get(place) ??
      new Deployment(this.scope, `Deployment-${place}`, access, location, {
        ...this.props,
        before: (one) => this.before(one),
      });
    this.byPlace.set(place, deployment);
    if (!deployment.has(configuration)) {
      deployment.add(configuration);
      this.concerned.get(configuration)?.forEach((network) => deployment.concern(network));
    }
  }
}

interface DeploymentProps extends DeploymentsProps {
  /** What the manager deploys just before one. */
  before(one: Deployment): Deployment[];
}

/** One of them. */
class Deployment extends Construct {
  private readonly configurations = new Set<DeployedConfiguration>();
  private readonly networks = new Map<CreationOrder, IVirtualNetwork>();
  private readonly resource: NetworkManagerDeployment;
  private readonly join?: (network: CreationOrder) => void;

  public constructor(
    scope: Construct,
    id: string,
    public readonly access: ScopeAccess,
    location: string,
    { networkManagerId, provider, before }: DeploymentProps,
  ) {
    super(scope, id);
    this.resource = new NetworkManagerDeployment(this, "Resource", {
      networkManagerId,
      location,
      scopeAccess: access,
      configurationIds: [],
      provider,
    });
    this.resource.addOverride(
      "configuration_ids",
      late(() => this.all.map(({ configurationId }) => configurationId)),
    );
    this.resource.addOverride(
      "triggers",
      late(() => {
        const values = this.all.flatMap((each) => each.values?.() ?? []);
        return {
          configurations: hashOf(
            resolvedIn(
              this,
              this.all.map((each) => each.content()),
            ),
          ),
          ...(values.length > 0 ? { values: values.join(",") } : {}),
          ...this.existingSpaces(),
        };
      }),
    );
    waitFor(this.resource, () => [...this.all.flatMap((each) => each.parts()), ...before(this)]);
    checkAtSynth(this, () => [
      access === ScopeAccess.SECURITY_ADMIN && this.all.length > 1
        ? `${this.all.map(({ configurationName }) => quote(configurationName)).join(" and ")} are both deployed to ${location}, and ` +
          "Azure takes one configuration of admin rules for a region: give all rules to one addAdminRules"
        : undefined,
    ]);
    if (access === ScopeAccess.CONNECTIVITY) {
      const usesGateway = (): boolean => this.all.some((each) => each.usesGateway());
      this.join = CreationOrder._deployment({ resource: this.resource, provider, usesGateway });
    } else if (access === ScopeAccess.ROUTING) {
      // Writes route tables of subnets, so it comes after all that does.
      waitFor(this.resource, () => [...this.networks.keys()].flatMap((network) => network._parts()));
    }
  }

  /** When it comes, among those of its manager. */
  public get rank(): number {
    const waitsLong = this.all.some((each) => each.usesGateway());
    return (
      [ScopeAccess.SECURITY_ADMIN, ScopeAccess.CONNECTIVITY, ScopeAccess.ROUTING].indexOf(this.access) * 2 +
      Number(waitsLong)
    );
  }

  public has(configuration: DeployedConfiguration): boolean {
    return this.configurations.has(configuration);
  }

  public add(configuration: DeployedConfiguration): void {
    this.configurations.add(configuration);
  }

  public concern(network: IVirtualNetwork): void {
    const { creationOrder } = network;
    if (!this.networks.has(creationOrder)) {
      this.networks.set(creationOrder, network);
      this.join?.(creationOrder);
    }
  }

  /** Address spaces of networks that exist already, as a peering's trigger has them: nothing else in the stack says them. */
  private existingSpaces(): { [key: string]: string } {
    const existing = [...this.networks.values()].filter(
      (network) => resourceOf(network) === undefined && !isDeferred(network.virtualNetworkName),
    );
    const names = existing.map(({ virtualNetworkName }) => virtualNetworkName.toLowerCase());
    return Object.fromEntries(
      existing.map(({ virtualNetworkId, virtualNetworkName, addressSpace }) => {
        const name = virtualNetworkName.toLowerCase();
        const isOne = names.indexOf(name) === names.lastIndexOf(name);
        // Of several networks of one name in other groups or subscriptions the id says which.
        return [
          `${SPACE_TRIGGER}${isOne ? name : virtualNetworkId.toLowerCase()}`,
          [...addressSpace].sort().join(","),
        ];
      }),
    );
  }

  /** In the order of names, so that a program in another order changes nothing. */
  private get all(): DeployedConfiguration[] {
    return [...this.configurations].sort((a, b) => (a.configurationName < b.configurationName ? -1 : 1));
  }
}

/** Whether a region is known only at apply: the address of its deployment is made of it. */
function isLate(location: string): boolean {
  return isDeferred(location) || isReference(location);
}

function hashOf(content: unknown): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 16);
}
