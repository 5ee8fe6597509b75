import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformOutput, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import {
  DailyShutdown,
  DiskCaching,
  DiskStorage,
  Egress,
  HubSpokeConstruct,
  LinuxImages,
  WindowsImages,
} from "../lib";

/** Machines with more than an operating system: disks, an identity, Entra login, a public address as an output. */
export class MachinesStack extends TerraformStack {
  public constructor(scope: Construct) {
    super(scope, "machines");
    new AzurermProvider(this, "azurerm", { features: [{}] });
    const network = new HubSpokeConstruct(this, "Network", {
      location: "japaneast",
      hub: { name: "hub01", addressSpace: ["10.0.0.0/16"] },
      spokes: [
        {
          name: "spoke01",
          addressSpace: ["10.10.0.0/16"],
          subnets: [{ name: "default", addressPrefix: "10.10.0.0/24" }],
          egress: Egress.natGateway(),
        },
      ],
    });
    const [spoke] = network.spokes;
    spoke.addWindowsServer("Sql", {
      name: "sql01",
      subnetName: "default",
      image: WindowsImages.server2025(),
      size: "Standard_D4s_v5",
      trustedLaunch: true,
      acceleratedNetworking: true,
      entraLogin: true,
      dailyShutdown: DailyShutdown.at("20:00", "Tokyo Standard Time"),
      dataDisks: [
        {
          name: "data",
          sizeGb: 256,
          lun: 0,
          storage: DiskStorage.PREMIUM_SSD,
          caching: DiskCaching.READ_ONLY,
        },
        { name: "logs", sizeGb: 64, lun: 1, storage: DiskStorage.PREMIUM_SSD },
      ],
    });
    const jump = spoke.addLinuxServer("Jump", {
      name: "jump01",
      subnetName: "default",
      image: LinuxImages.debian12(),
      identity: { systemAssigned: true },
      publicIp: true,
    });
    new TerraformOutput(this, "jump_address", { value: jump.publicIpAddress });
  }
}
