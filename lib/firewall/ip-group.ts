import { IpGroup as AzurermIpGroup } from "@cdktf/provider-azurerm/lib/ip-group";
import { Construct, IConstruct } from "constructs";
import { LIMITS } from "../azure/limits";
import { NAME_RULES } from "../azure/names";
import { azureIdProblem, AzureIdType } from "../core/azure-ids";
import { checkAtSynth } from "../core/checks";
import { checked } from "../core/input-check";
import { late } from "../core/late";
import { checkName } from "../core/name-check";
import { ResourceKind } from "../core/naming";
import { checkPlacement, commonArguments, namingOf, PlacementProps } from "../core/placement";
import { standsFor } from "../core/references";
import { addressesProblem } from "./address-texts";

/** A list of prefixes under one name, for rules of firewalls. */
export interface IIpGroup extends IConstruct {
  /** Azure resource id. */
  readonly ipGroupId: string;
}

/** Props of an {@link IpGroup}. */
export interface IpGroupProps extends PlacementProps {
  /** What it is for, such as `branches`: the naming strategy makes `ipg-branches` of it. */
  readonly name: string;

  /** Its prefixes, addresses or ranges (`10.0.0.4-10.0.0.9`); `addPrefixes` adds more. */
  readonly prefixes: string[];

  /**
   * Azure name.
   * @default - chosen by the naming strategy: `ipg-<name>`
   */
  readonly ipGroupName?: string;
}

/**
 * Prefixes that rules of firewalls name together (`azurerm_ip_group`): a change of the group changes no rule. It holds up to
 * 5,000.
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#w101
 */
export class IpGroup extends Construct implements IIpGroup {
  /** Uses a group that exists already; nothing is created. */
  public static fromIpGroupId(scope: Construct, id: string, ipGroupId: string): IIpGroup {
    checked(`${scope.node.path}/${id}`, "string", ipGroupId, "ipGroupId");
    class Import extends Construct implements IIpGroup {
      public readonly ipGroupId = ipGroupId;
    }
    const imported = new Import(scope, id);
    standsFor(imported, ipGroupId);
    checkAtSynth(imported, () => [azureIdProblem("ipGroupId", ipGroupId, AzureIdType.IP_GROUP)]);
    return imported;
  }

  private readonly resource: AzurermIpGroup;
  private readonly sources: (() => readonly string[])[];
  /** What the program gives; what comes late is checked where it comes from. */
  private readonly given: string[] = [];

  public constructor(scope: Construct, id: string, props: IpGroupProps) {
    super(scope, id);
    checked(this, "IpGroupProps", props);
    checkPlacement(this, props);
    const name =
      props.ipGroupName ?? namingOf(props).nameOf({ kind: ResourceKind.IP_GROUP, subject: props.name });
    checkName(this, NAME_RULES.ipGroup, name, props.name);
    this.sources = [() => this.given];
    this.given.push(...props.prefixes);
    this.resource = new AzurermIpGroup(this, "Resource", { name, ...commonArguments(props) });
    this.resource.addOverride(
      "cidrs",
      late(() => this.prefixes),
    );
    checkAtSynth(this, () => [
      ...[...new Set(this.given)].map((text) => addressesProblem(`an entry of the IP group "${name}"`, text)),
      this.prefixes.length > LIMITS.entriesOfIpGroup.value
        ? `the IP group "${name}" has ${this.prefixes.length} entries; Azure takes ${LIMITS.entriesOfIpGroup.value}: divide it`
        : undefined,
    ]);
  }

  /** Azure resource id. */
  public get ipGroupId(): string {
    return this.resource.id;
  }

  /** Its prefixes so far, each once. */
  public get prefixes(): string[] {
    return [...new Set(this.sources.flatMap((each) => each()))];
  }

  /** Adds prefixes. Firewalls that use the group are updated with it. */
  public addPrefixes(prefixes: string[]): void {
    checked(this, "string[]", prefixes, "prefixes");
    this.given.push(...prefixes);
  }

  /**
   * Adds prefixes that are known at synth only.
   * @internal
   */
  public _addLate(prefixes: () => readonly string[]): void {
    this.sources.push(prefixes);
  }
}
