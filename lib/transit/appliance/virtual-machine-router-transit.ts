import { VirtualMachineRunCommand } from "@cdktf/provider-azurerm/lib/virtual-machine-run-command";
import { Construct } from "constructs";
import { OperatingSystem } from "../../compute/admin-credentials";
import { DailyShutdown } from "../../compute/daily-shutdown";
import { LinuxServer } from "../../compute/linux-server";
import { LinuxMachineOptions } from "../../compute/machine-options";
import { VirtualMachineProps } from "../../compute/virtual-machine";
import { WindowsServer } from "../../compute/windows-server";
import { checkAtSynth } from "../../core/checks";
import { commonArguments } from "../../core/placement";
import { reference } from "../../core/references";
import { prefixProblem } from "../../network/addressing";
import { DeclaredFacts } from "../declared-facts";
import { ITransit, ITransitNetwork, ITransitRouting } from "../i-transit-routing";
import { insidePrefixes, publicLooking } from "../private-address-space";
import { NextHop } from "../routes/next-hop";
import { TransitRoutes } from "../routes/transit-routes";
import { UserDefinedRoutes } from "../routes/user-defined-routes";
import { routerCloudInit } from "./router-cloud-init";
import { WINDOWS_FORWARDING_SCRIPT } from "./windows-forwarding";

/** What a machine as router is made of. */
export interface VirtualMachineRouterTransitOptions extends LinuxMachineOptions {
  /** Prefix of the hub's subnet for the router, which is created. */
  readonly subnetPrefix: string;

  /**
   * Name of the router: `router01` gives `vm-router01` and `nic-router01`.
   * @default "router01"
   */
  readonly name?: string;

  /**
   * Name of its subnet.
   * @default "router"
   */
  readonly subnetName?: string;

  /**
   * Operating system.
   * @default OperatingSystem.LINUX
   */
  readonly operatingSystem?: OperatingSystem;

  /**
   * Its static address, which routes point at.
   * @default - the first of the subnet that Azure gives away, such as 10.0.1.4
   */
  readonly privateIpAddress?: string;

  /**
   * Availability zone.
   * @default - none
   */
  readonly zone?: string;

  /**
   * A router is never shut down: while it is off, no spoke reaches another. Anything but
   * `DailyShutdown.never()` is refused.
   * @default DailyShutdown.never()
   */
  readonly dailyShutdown?: DailyShutdown;

  /**
   * Prefixes that a router with egress must not translate, beside private ones: those of networks that use
   * other addresses. Changing them replaces the machine.
   * @default - none
   */
  readonly untranslatedPrefixes?: string[];

  /**
   * Which packets of the spokes go through the router. With egress through the transit, a Linux router gets
   * a public address and translates to it.
   * @default TransitRoutes.perPrefix()
   */
  readonly routes?: TransitRoutes;
}

/**
 * A machine in the hub that forwards packets: option ③ of the article. It is a single point of failure: a
 * restart or an update of the one machine interrupts all spokes.
 */
export class VirtualMachineRouterTransit implements ITransitRouting {
  public constructor(private readonly options: VirtualMachineRouterTransitOptions) {}

  public bind(scope: Construct, network: ITransitNetwork): ITransit {
    const { options } = this;
    const { hub } = network;
    const routes = options.routes ?? TransitRoutes.perPrefix();
    const subnet = hub.addSubnet(options.subnetName ?? "router", { addressPrefix: options.subnetPrefix });
    const privateIpAddress = options.privateIpAddress ?? subnet.firstAddresses(1)[0];
    const props: VirtualMachineProps = {
      ...hub.placement,
      name: options.name ?? "router01",
      subnet,
      privateIpAddress,
      ipForwarding: true,
      publicIp: routes.translatesInternet,
      size: options.size,
      zone: options.zone,
      adminUsername: options.adminUsername,
      adminPassword: options.adminPassword,
      dailyShutdown: DailyShutdown.never(),
    };
    const router =
      options.operatingSystem === OperatingSystem.WINDOWS
        ? windowsRouter(scope, props)
        : new LinuxServer(scope, "Router", {
            ...props,
            adminSshPublicKey: options.adminSshPublicKey,
            cloudInit: routerCloudInit(routes.translatesInternet, options.untranslatedPrefixes),
          });
    DeclaredFacts.forwards(router.networkInterface);
    checkAtSynth(scope, () => problems(options, network, routes));
    return new UserDefinedRoutes(scope, "Routes", {
      hub,
      routes,
      // The subnet says what is wrong with its prefix; no address can be taken from it.
      nextHop:
        privateIpAddress === undefined
          ? NextHop.none()
          : NextHop.virtualAppliance(privateIpAddress, { checkedElsewhere: true }),
      forwarderSubnet: props.subnet,
    });
  }
}

function windowsRouter(scope: Construct, props: VirtualMachineProps): WindowsServer {
  const router = new WindowsServer(scope, "Router", props);
  const { location, tags, provider } = commonArguments(props);
  new VirtualMachineRunCommand(scope, "EnableForwarding", {
    name: "enable-forwarding",
    virtualMachineId: reference(router, "id", () => router.virtualMachineId, scope),
    source: { script: WINDOWS_FORWARDING_SCRIPT },
    location,
    tags,
    provider,
  });
  return router;
}

function problems(
  options: VirtualMachineRouterTransitOptions,
  network: ITransitNetwork,
  routes: TransitRoutes,
): (string | undefined)[] {
  const untranslated = options.untranslatedPrefixes ?? [];
  const isWindows = options.operatingSystem === OperatingSystem.WINDOWS;
  return [
    options.dailyShutdown?.enabled
      ? "the router must not be shut down every day: while it is off, no spoke reaches another; leave dailyShutdown out"
      : undefined,
    isWindows && routes.translatesInternet
      ? "a Windows router doesn't translate addresses for the Internet; use OperatingSystem.LINUX or InternetEgress.NONE"
      : undefined,
    isWindows && options.adminSshPublicKey !== undefined
      ? "adminSshPublicKey is for a Linux router; a Windows router takes a password"
      : undefined,
    ...untranslated.map((text) => prefixProblem("a prefix of untranslatedPrefixes", text)),
    ...(routes.translatesInternet
      ? publicLooking(insidePrefixes(network))
          .filter((prefix) => !untranslated.includes(prefix))
          .map(
            (prefix) =>
              `${prefix} is not private, so the router would translate what goes there as if to the Internet; ` +
              "list it in untranslatedPrefixes",
          )
      : []),
  ];
}
