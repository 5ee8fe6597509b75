import { DevTestGlobalVmShutdownSchedule } from "@cdktf/provider-azurerm/lib/dev-test-global-vm-shutdown-schedule";
import { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { NAME_RULES } from "../azure/names";
import { quote } from "../core/azure-names";
import { checkAtSynth, tellOnceWithin } from "../core/checks";
import { checked } from "../core/input-check";
import { checkName } from "../core/name-check";
import { ResourceKind } from "../core/naming";
import { checkPlacement, commonArguments, namingOf, placementOf, PlacementProps } from "../core/placement";
import { addressOf, givenOut, reference } from "../core/references";
import { zoneProblem, zonesMissing } from "../core/regions";
import { requireSecretReference } from "../core/secrets";
import { WarningCode } from "../core/warning-code";
import { warnAtSynth } from "../core/warnings";
import { ISubnet } from "../network/i-subnet";
import { PublicIpAddress } from "../network/public-ip-address";
import {
  adminPassword,
  adminUsernameProblem,
  OperatingSystem,
  passwordPreconditions,
} from "./admin-credentials";
import { DailyShutdown } from "./daily-shutdown";
import { addDataDisks, DataDisk, dataDiskProblems } from "./data-disks";
import { addAgents, agentProblems, MachineMonitoring } from "./machine-agents";
import { MachineOptions } from "./machine-options";
import { sizeProblems } from "./machine-size-checks";
import { identityArguments, identityProblems, MachineIdentity } from "./managed-identity";
import { VirtualMachineImage } from "./marketplace-image";
import { NetworkInterface } from "./network-interface";

/** What every machine of this package takes, apart from its place. */
export interface VirtualMachineOptions extends MachineOptions {
  /** What the machine is called inside, such as `hub01`; Azure shows it as `vm-hub01`. */
  readonly name: string;

  /**
   * Static private address in the subnet.
   * @default - Azure chooses one
   */
  readonly privateIpAddress?: string;

  /**
   * Whether the machine may forward packets of others.
   * @default false
   */
  readonly ipForwarding?: boolean;

  /**
   * Whether the machine gets a public address. Without a security group that opens it, nothing can connect
   * from the Internet, but the machine can reach it.
   * @default false
   */
  readonly publicIp?: boolean;

  /**
   * Whether packets go past the host's switch, which is faster. Small sizes don't have it.
   * @default false
   */
  readonly acceleratedNetworking?: boolean;

  /**
   * Disks beside its own.
   * @default - none
   */
  readonly dataDisks?: DataDisk[];

  /**
   * Who the machine is towards Azure.
   * @default - nobody, unless `entraLogin` or `monitoring` need an identity
   */
  readonly identity?: MachineIdentity;

  /**
   * Whether people log in with their Entra ID: those with the role Virtual Machine Administrator Login or User Login. The
   * extension is installed at the first start, for which the machine must reach the Internet.
   * @default false
   */
  readonly entraLogin?: boolean;

  /**
   * The agent of Azure Monitor, which sends logs and counters where a data collection rule says.
   * @default - none
   */
  readonly monitoring?: MachineMonitoring;

  /**
   * When the machine is shut down every day.
   * @default - at 00:00 Tokyo Standard Time
   */
  readonly dailyShutdown?: DailyShutdown;

  /**
   * Whether Secure Boot and vTPM are on. Left out, neither is sent and Azure decides. Changing it replaces
   * the machine.
   * @default - not sent
   */
  readonly trustedLaunch?: boolean;

  /**
   * Availability zone, such as `"1"`.
   * @default - none
   */
  readonly zone?: string;

  /**
   * Azure name of the machine, up to 64 characters.
   * @default - chosen by the naming strategy: `vm-<name>`
   */
  readonly virtualMachineName?: string;
}

/** Props that every machine takes. */
export interface VirtualMachineProps extends VirtualMachineOptions, PlacementProps {
  /** Subnet that the machine is in. */
  readonly subnet: ISubnet;
}

const PROPS_TYPES = {
  [OperatingSystem.WINDOWS]: "WindowsServerProps",
  [OperatingSystem.LINUX]: "LinuxServerProps",
} as const;

const COMPUTER_NAME_RULES = {
  [OperatingSystem.WINDOWS]: NAME_RULES.windowsComputer,
  [OperatingSystem.LINUX]: NAME_RULES.linuxComputer,
};

/** What the kinds of machine have in common: interface, credentials, checks, daily shutdown. */
export abstract class VirtualMachine extends Construct {
  /** The machine's only network interface. */
  public readonly networkInterface: NetworkInterface;

  private readonly ownPublicIp?: PublicIpAddress;
  private readonly hasSystemIdentity: boolean;

  /**
   * Azure name of the machine.
   * @internal
   */
  protected readonly _machineName: string;

  /**
   * Name of the administrator.
   * @internal
   */
  protected readonly _adminUsername: string;

  protected constructor(scope: Construct, id: string, system: OperatingSystem, props: VirtualMachineProps) {
    super(scope, id);
    checked(this, PROPS_TYPES[system], props);
    tellOnceWithin(this);
    checkPlacement(this, props);
    const naming = namingOf(props);
    const machineName =
      props.virtualMachineName ?? naming.nameOf({ kind: ResourceKind.VIRTUAL_MACHINE, subject: props.name });
    const networkInterfaceName = naming.nameOf({ kind: ResourceKind.NETWORK_INTERFACE, subject: props.name });
    const adminUsername = props.adminUsername ?? "azureadmin";
    checkName(this, COMPUTER_NAME_RULES[system], props.name);
    checkName(this, NAME_RULES.virtualMachine, machineName);
    if (props.adminPassword !== undefined) {
      requireSecretReference(this, "the administrator's password", props.adminPassword);
    }
    const needsSystemIdentity = hasAgents(props);
    const publicIpAddress = props.publicIp
      ? new PublicIpAddress(this, "PublicIp", {
          ...placementOf(props),
          publicIpName: naming.nameOf({ kind: ResourceKind.PUBLIC_IP, subject: machineName }),
          zones: props.zone === undefined ? undefined : [props.zone],
        })
      : undefined;
    this.networkInterface = new NetworkInterface(this, "NetworkInterface", {
      ...placementOf(props),
      networkInterfaceName,
      subnet: props.subnet,
      privateIpAddress: props.privateIpAddress,
      ipForwarding: props.ipForwarding,
      acceleratedNetworking: props.acceleratedNetworking,
      publicIpAddress,
    });
    this.ownPublicIp = publicIpAddress;
    this.hasSystemIdentity = needsSystemIdentity || (props.identity?.systemAssigned ?? false);
    this._machineName = machineName;
    this._adminUsername = adminUsername;
    const shutdown = props.dailyShutdown ?? DEFAULT_SHUTDOWN;
    warnAtSynth(this, WarningCode.ZONES_WITHOUT_REGION_ZONES, () =>
      zonesMissing(
        props.location,
        `machine ${quote(machineName)}`,
        props.zone === undefined ? [] : [props.zone],
      ),
    );
    checkAtSynth(this, () => [
      adminUsernameProblem(system, adminUsername),
      props.zone === undefined ? undefined : zoneProblem(props.zone),
      ...shutdown._problems(),
      ...dataDiskProblems(props.dataDisks ?? [], this._writtenSize),
      ...identityProblems(props.identity, needsSystemIdentity),
      ...agentProblems(props),
    ]);
  }

  /** Azure resource id. */
  public get virtualMachineId(): string {
    return (this.node.defaultChild as TerraformResource).getStringAttribute("id");
  }

  /** Its public address, known after apply: for an output. Absent without `publicIp`. */
  public get publicIpAddress(): string | undefined {
    return this.ownPublicIp?.ipAddress;
  }

  /** Id of the identity that Azure made for it, known after apply: to give it roles. Absent without such an identity. */
  public get principalId(): string | undefined {
    return this.hasSystemIdentity
      ? givenOut(this.node.defaultChild as TerraformResource, "identity[0].principal_id")
      : undefined;
  }

  /**
   * The administrator's password, as given or the stack's variable, and what Azure asks of it.
   * @internal
   */
  protected _passwordArguments(system: OperatingSystem, props: VirtualMachineProps) {
    const password = props.adminPassword ?? adminPassword(this);
    return {
      adminPassword: password,
      lifecycle: { precondition: passwordPreconditions(this, system, password) },
    };
  }

  /**
   * Why Azure refuses a machine of this size with this image, each as a sentence.
   * @internal
   */
  protected _sizeProblems(props: VirtualMachineProps, image: VirtualMachineImage): (string | undefined)[] {
    return sizeProblems(this._writtenSize, image, props);
  }

  /**
   * The size that the file will have: an Aspect or an override of the program may have changed it.
   * @internal
   */
  protected get _writtenSize(): string {
    const { sizeInput, rawOverrides } = this.node.defaultChild as unknown as SizedResource;
    return rawOverrides.size ?? sizeInput;
  }

  /**
   * Arguments that Windows and Linux machines take alike.
   * @internal
   */
  protected _machineArguments(props: VirtualMachineProps, image: VirtualMachineImage) {
    const { networkInterface } = this;
    return {
      name: this._machineName,
      computerName: props.name,
      size: props.size ?? DEFAULT_SIZE,
      adminUsername: this._adminUsername,
      networkInterfaceIds: [
        reference(networkInterface, "id", () => networkInterface.networkInterfaceId, this),
      ],
      osDisk: { caching: "ReadWrite", storageAccountType: "StandardSSD_LRS" },
      sourceImageReference: { ...image, version: image.version ?? "latest" },
      // Left out, azurerm sends this and the patch mode as empty text instead of the documented defaults.
      patchAssessmentMode: "ImageDefault",
      // An empty block is managed storage; without the block diagnostics are off.
      bootDiagnostics: {},
      secureBootEnabled: props.trustedLaunch,
      vtpmEnabled: props.trustedLaunch,
      zone: props.zone,
      identity: identityArguments(props.identity, hasAgents(props)),
      ...commonArguments(props),
    };
  }

  /**
   * Adds what belongs to the machine: disks, agents, the daily shutdown; called once the machine itself is there.
   * @internal
   */
  protected _addParts(system: OperatingSystem, props: VirtualMachineProps): void {
    const resource = this.node.defaultChild as TerraformResource;
    const place = placementOf(props);
    const attachments = addDataDisks(this, resource, props.dataDisks ?? [], {
      ...place,
      machineName: this._machineName,
      zone: props.zone,
    });
    addAgents(this, resource, system, props, place, attachments);
    this.addDailyShutdown(props);
  }

  private addDailyShutdown(props: VirtualMachineProps): void {
    props.subnet.virtualNetwork.creationOrder.afterDnsServers(this);
    const shutdown = props.dailyShutdown ?? DEFAULT_SHUTDOWN;
    if (!shutdown.enabled) {
      return;
    }
    const { location, tags, provider } = commonArguments(props);
    new DevTestGlobalVmShutdownSchedule(this, "DailyShutdown", {
      virtualMachineId: `\${${addressOf(this.node.defaultChild as TerraformResource)}.id}`,
      location,
      tags,
      provider,
      enabled: true,
      // azurerm takes the time without a colon.
      dailyRecurrenceTime: shutdown.time!.replace(":", ""),
      timezone: shutdown.timeZone!,
      notificationSettings: { enabled: false },
    });
  }
}

/** Whether something runs on the machine that needs an identity of the system's. */
function hasAgents({ entraLogin, monitoring }: VirtualMachineProps): boolean {
  return (entraLogin ?? false) || monitoring !== undefined;
}

/** What the bindings of both kinds of machine, and the core, keep of a size. */
interface SizedResource {
  readonly sizeInput: string;
  readonly rawOverrides: { readonly size?: string };
}

const DEFAULT_SIZE = "Standard_B2ms";
const DEFAULT_SHUTDOWN = DailyShutdown.at("00:00", "Tokyo Standard Time");
