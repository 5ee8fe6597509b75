import { Construct } from "constructs";
import {
  DailyShutdown,
  DeclaredFacts,
  ITransit,
  ITransitNetwork,
  ITransitRouting,
  NextHop,
  UserDefinedRoutes,
} from "../lib";
import { Lab } from "./lab";

/** Makes the machine forward packets and log each new connection between spokes, now and after a restart. */
const CLOUD_INIT = `#cloud-config
write_files:
  - path: /etc/sysctl.d/60-router.conf
    content: |
      net.ipv4.ip_forward = 1
  - path: /etc/nftables.conf
    content: |
      flush ruleset
      table ip audit {
        chain forward {
          type filter hook forward priority filter; policy accept;
          ct state new log prefix "spoke-to-spoke "
        }
      }
runcmd:
  - [sysctl, --system]
  - [systemctl, enable, nftables.service]
  - [systemctl, restart, nftables.service]
`;

/** A transit of our own: a Linux router that logs who talks to whom. */
class LoggingRouter implements ITransitRouting {
  public constructor(private readonly address: string) {}

  public bind(scope: Construct, { hub }: ITransitNetwork): ITransit {
    hub.addSubnet("audit", { addressPrefix: "10.0.1.0/24" });
    const router = hub.addLinuxServer("LoggingRouter", {
      name: "audit01",
      subnetName: "audit",
      privateIpAddress: this.address,
      ipForwarding: true,
      cloudInit: CLOUD_INIT,
      dailyShutdown: DailyShutdown.never(),
    });
    // Terraform can't know what cloud-init does; hub-spoke counts on it from here.
    DeclaredFacts.forwards(router.networkInterface);
    return new UserDefinedRoutes(scope, "Routes", {
      hub,
      nextHop: NextHop.virtualAppliance(this.address),
    });
  }
}

/** The lab with a transit option that is not part of the package. */
export class HubSpokeCustomTransitStack extends Lab {
  public constructor(scope: Construct) {
    super(scope, "hub-spoke-custom-transit", new LoggingRouter("10.0.1.4"));
  }
}
