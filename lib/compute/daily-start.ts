import { AutomationAccount } from "@cdktf/provider-azurerm/lib/automation-account";
import { AutomationJobSchedule } from "@cdktf/provider-azurerm/lib/automation-job-schedule";
import { AutomationRunbook } from "@cdktf/provider-azurerm/lib/automation-runbook";
import { AutomationSchedule } from "@cdktf/provider-azurerm/lib/automation-schedule";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { TerraformResource, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { findIana } from "windows-iana";
import { automationZone } from "../azure/automation-time-zones";
import { NAME_RULES } from "../azure/names";
import { quote } from "../core/azure-names";
import { checkAtSynth } from "../core/checks";
import { childId } from "../core/child-id";
import { checked } from "../core/input-check";
import { late, waitFor } from "../core/late";
import { checkName } from "../core/name-check";
import { ResourceKind } from "../core/naming";
import { checkPlacement, commonArguments, fewTagsProblem, namingOf, PlacementProps } from "../core/placement";
import { addressOf } from "../core/references";
import { HubSpokeError } from "../core/validation-error";
import { timeProblems, zoneProblems } from "./daily-shutdown";
import { VirtualMachine } from "./virtual-machine";

/** Props of a {@link DailyStart}. */
export interface DailyStartProps extends PlacementProps {
  /** What it is for, such as `office`: Azure names are made of it. */
  readonly name: string;

  /** 24-hour clock, such as `"07:30"`. */
  readonly time: string;

  /** Name that Windows gives the zone, such as `"Tokyo Standard Time"`. */
  readonly timeZone: string;

  /**
   * Machines to start with; `addMachine` adds more.
   * @default - none
   */
  readonly machines?: VirtualMachine[];
}

/** A role that may start machines and nothing else. */
const ROLE = "Desktop Virtualization Power On Contributor";

/** Connects as the account's identity and starts each machine, without waiting for it. */
const RUNBOOK = `param([string] $Ids)
$ErrorActionPreference = "Stop"
Disable-AzContextAutosave -Scope Process | Out-Null
Connect-AzAccount -Identity | Out-Null
foreach ($id in $Ids.Split(",")) {
  Start-AzVM -Id $id -NoWait
}
`;

/**
 * Starts machines every day. Azure shuts a machine down by a schedule of its own and has none that starts it, so this is
 * Azure Automation: an `azurerm_automation_account` with an identity, a runbook, its schedule, and a role for each machine.
 *
 * The first start is within three days of the first apply. Whoever deploys needs the right to assign roles. 500 minutes of
 * jobs a month cost nothing.
 */
export class DailyStart extends Construct {
  private readonly props: DailyStartProps;
  private readonly account: AutomationAccount;
  private readonly machines: VirtualMachine[] = [];

  public constructor(scope: Construct, id: string, props: DailyStartProps) {
    super(scope, id);
    checked(this, "DailyStartProps", props);
    checkPlacement(this, props);
    this.props = props;
    this.account = this.createAccount();
    const runbook = this.createRunbook();
    this.createJob(runbook, this.createSchedule());
    props.machines?.forEach((machine) => this.addMachine(machine));
    checkAtSynth(this, () => [
      ...timeProblems("the daily start time", props.time),
      ...zoneProblems(props.timeZone),
      zoneProblems(props.timeZone).length === 0 && zoneOf(props.timeZone) === undefined
        ? `Azure Automation has no zone like ${quote(props.timeZone)}; take another one, such as "UTC-11"`
        : undefined,
      this.machines.length === 0
        ? "there is no machine to start: give machines, or call addMachine"
        : undefined,
    ]);
  }

  /** Starts a machine too, one of the same stack. */
  public addMachine(machine: VirtualMachine): void {
    checked(this, "VirtualMachine", machine, "the machine");
    if (this.machines.includes(machine)) {
      return;
    }
    if (TerraformStack.of(machine) !== TerraformStack.of(this)) {
      throw new HubSpokeError(
        this,
        `the machine ${machine.node.path} is in another stack; make a DailyStart in that one`,
      );
    }
    this.machines.push(machine);
    new RoleAssignment(this, childId(this, "Role", machine.node.path.split("/").slice(1).join("-")), {
      scope: `\${${addressOfMachine(machine)}.id}`,
      roleDefinitionName: ROLE,
      principalId: `\${${addressOf(this.account)}.identity[0].principal_id}`,
      // Without it a new identity may not be found yet.
      principalType: "ServicePrincipal",
      provider: this.props.provider,
    });
  }

  private createAccount(): AutomationAccount {
    const { name: subject } = this.props;
    const { location, resourceGroupName, tags, provider } = commonArguments(this.props);
    const name = namingOf(this.props).nameOf({ kind: ResourceKind.AUTOMATION_ACCOUNT, subject });
    checkName(this, NAME_RULES.automationAccount, name, subject);
    checkAtSynth(this, () => [fewTagsProblem(`the Automation account ${quote(name)}`, tags)]);
    return new AutomationAccount(this, "Resource", {
      name,
      skuName: "Basic",
      identity: { type: "SystemAssigned" },
      location,
      resourceGroupName,
      tags,
      provider,
    });
  }

  private createRunbook(): AutomationRunbook {
    const { location, resourceGroupName, tags, provider } = commonArguments(this.props);
    return new AutomationRunbook(this, "Runbook", {
      name: "start-machines",
      automationAccountName: nameOf(this.account),
      runbookType: "PowerShell72",
      logProgress: false,
      logVerbose: false,
      content: RUNBOOK,
      location,
      resourceGroupName,
      tags,
      provider,
    });
  }

  private createSchedule(): AutomationSchedule {
    const { time, timeZone } = this.props;
    const { resourceGroupName, provider } = commonArguments(this.props);
    const schedule = new AutomationSchedule(this, "Schedule", {
      name: "daily",
      automationAccountName: nameOf(this.account),
      frequency: "Day",
      interval: 1,
      // Azure wants a moment that is to come; which day it was matters only then.
      lifecycle: { ignoreChanges: ["start_time"] },
      resourceGroupName,
      provider,
    });
    schedule.addOverride(
      "timezone",
      late(() => ianaZone(timeZone)),
    );
    schedule.addOverride(
      "start_time",
      late(() => firstStart(time, ianaZone(timeZone))),
    );
    return schedule;
  }

  /** Runs the runbook by the schedule, for all machines, and not before it may start them. */
  private createJob(runbook: AutomationRunbook, schedule: AutomationSchedule): void {
    const { resourceGroupName, provider } = commonArguments(this.props);
    const job = new AutomationJobSchedule(this, "Job", {
      automationAccountName: nameOf(this.account),
      runbookName: nameOf(runbook),
      scheduleName: nameOf(schedule),
      resourceGroupName,
      provider,
    });
    job.addOverride("parameters", {
      ids: late(
        () => `\${join(",", [${this.machines.map((each) => `${addressOfMachine(each)}.id`).join(", ")}])}`,
      ),
    });
    waitFor(job, () => this.node.findAll().filter((each) => each.node.id.startsWith("Role")));
  }
}

/** A reference, so that what names it comes after it. */
function nameOf(resource: TerraformResource): string {
  return `\${${addressOf(resource)}.name}`;
}

function addressOfMachine(machine: VirtualMachine): string {
  return addressOf(machine.node.defaultChild as TerraformResource);
}

/** The zone as Automation names it. */
function ianaZone(timeZone: string): string {
  return zoneOf(timeZone) ?? "Etc/UTC";
}

function zoneOf(timeZone: string): string | undefined {
  const [zone] = findIana(timeZone);
  return zone && automationZone(zone);
}

/** The time of day two days after the plan: to come, wherever the zone is. */
function firstStart(time: string, zone: string): string {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    timeZoneName: "longOffset",
  }).formatToParts();
  const offset = parts.find(({ type }) => type === "timeZoneName")?.value.replace("GMT", "") ?? "";
  return `\${formatdate("YYYY-MM-DD", timeadd(plantimestamp(), "48h"))}T${time}:00${offset === "" ? "Z" : offset}`;
}
