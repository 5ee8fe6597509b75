import { TerraformProvider, TerraformResource } from "cdktf";
import { Construct, IConstruct } from "constructs";
import { NAME_RULES } from "../azure/names";
import { checkName } from "../core/name-check";
import { reference } from "../core/references";
import { DeployedConfiguration, ScopeAccess } from "./deployments";
import { NetworkGroup } from "./network-group";

/** What rules for groups of networks have in common, whatever they are of. */
export interface GroupRulesSettings {
  /** The groups. */
  readonly groups: NetworkGroup[];
  /** Azure name of the configuration. */
  readonly name: string;
  /** The manager that deploys it. */
  readonly networkManagerId: string;
  /** Provider of its resources. */
  readonly provider?: TerraformProvider;
}

/** Rules for groups of networks: a configuration that is deployed after its groups and each of its rules. */
export abstract class GroupRules extends Construct implements DeployedConfiguration {
  public abstract readonly access: ScopeAccess;
  public readonly configurationName: string;

  protected readonly groups: readonly NetworkGroup[];
  protected abstract readonly resource: TerraformResource & { readonly id: string };
  protected abstract readonly ruleResources: readonly TerraformResource[];

  public constructor(scope: Construct, id: string, { name, groups }: GroupRulesSettings) {
    super(scope, id);
    this.configurationName = name;
    this.groups = groups;
    checkName(this, NAME_RULES.networkManagerPart, name);
  }

  public get configurationId(): string {
    return reference(this, "id", () => this.resource.id, this);
  }

  public usesGateway(): boolean {
    return false;
  }

  public parts(): IConstruct[] {
    return [...this.groups.flatMap((group) => group._resources), ...this.ruleResources];
  }

  public abstract content(): object;
}
