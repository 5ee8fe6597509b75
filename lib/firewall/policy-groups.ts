import { IConstruct } from "constructs";
import { LIMITS } from "../azure/limits";
import { checkAtSynth } from "../core/checks";
import { sharedInStack } from "../core/noted";
import { identityOf } from "../core/references";
import { Prioritized, priorityProblems } from "./rule-priorities";

/** A rule collection group of a policy. */
export interface GroupOfPolicy extends Prioritized {
  /** What creates it */
  readonly construct: IConstruct;
  /** Whether it has DNAT rules */
  readonly hasDnat: () => boolean;
  /** IP groups that its rules name */
  readonly ipGroupIds: () => readonly string[];
}

/** The rule collection groups that this program creates in one policy, and the policies that it inherits from. */
export class PolicyGroups {
  /** Tier of the policy, if the program says it. */
  public sku?: string;

  /** Whether it surely answers no DNS. */
  public lacksDnsProxy = (): boolean => false;

  private readonly groups: GroupOfPolicy[] = [];
  private base?: PolicyGroups;

  /** Adds a group and returns those before it. */
  public add(group: GroupOfPolicy): readonly GroupOfPolicy[] {
    const earlier = [...this.groups];
    this.groups.push(group);
    if (earlier.length === 0) {
      // Told once, by the first group, which is there as long as any is.
      checkAtSynth(group.construct, () => [
        ...priorityProblems("rule collection group", this.groups),
        this.tooManyIpGroups(),
      ]);
    }
    return earlier;
  }

  /** Notes the policy that this one inherits from. */
  public inherit(base: PolicyGroups): void {
    this.base = base;
  }

  /** Whether firewalls with the policy have DNAT rules: those of a base policy, which are for its own firewalls, aren't inherited. */
  public get hasDnat(): boolean {
    return this.groups.some((group) => group.hasDnat());
  }

  /** All groups whose rules hold, those of base policies first. */
  public get all(): readonly GroupOfPolicy[] {
    return [...(this.base?.all ?? []), ...this.groups];
  }

  private tooManyIpGroups(): string | undefined {
    const { value } = LIMITS.ipGroupsOfPolicy;
    const count = new Set(this.all.flatMap((group) => group.ipGroupIds())).size;
    return count > value
      ? `the policy's rules name ${count} IP groups; Azure takes ${value}: put several spokes into one`
      : undefined;
  }
}

const groupsByPolicy = sharedInStack(() => new PolicyGroups());

/** The groups of a policy, by its id: a program may know one by several constructs. */
export function groupsOfPolicy(scope: IConstruct, firewallPolicyId: string): PolicyGroups {
  return groupsByPolicy(scope, identityOf(scope, firewallPolicyId));
}
