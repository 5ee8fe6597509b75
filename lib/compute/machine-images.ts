import { VirtualMachineImage } from "./marketplace-image";

const WINDOWS = { publisher: "MicrosoftWindowsServer", offer: "WindowsServer" };

/** Images of Windows Server, Datacenter edition, second generation. */
export class WindowsImages {
  /** Windows Server 2019 on a disk of 30 GB, as in the article; supported until January 2029. */
  public static readonly SERVER_2019: VirtualMachineImage = {
    ...WINDOWS,
    sku: "2019-datacenter-smalldisk-g2",
  };

  /** Windows Server 2022; supported until October 2031. */
  public static readonly SERVER_2022: VirtualMachineImage = { ...WINDOWS, sku: "2022-datacenter-g2" };

  /** Windows Server 2025, Azure Edition; supported until October 2034. */
  public static readonly SERVER_2025: VirtualMachineImage = {
    ...WINDOWS,
    sku: "2025-datacenter-azure-edition",
  };

  private constructor() {}
}

/** Images of Linux, second generation. */
export class LinuxImages {
  /** Ubuntu Server 24.04 LTS. */
  public static readonly UBUNTU_24_04: VirtualMachineImage = {
    publisher: "Canonical",
    offer: "ubuntu-24_04-lts",
    sku: "server",
  };

  /** Ubuntu Server 22.04 LTS. */
  public static readonly UBUNTU_22_04: VirtualMachineImage = {
    publisher: "Canonical",
    offer: "0001-com-ubuntu-server-jammy",
    sku: "22_04-lts-gen2",
  };

  /** Debian 12. */
  public static readonly DEBIAN_12: VirtualMachineImage = {
    publisher: "Debian",
    offer: "debian-12",
    sku: "12-gen2",
  };

  /** Debian 13. */
  public static readonly DEBIAN_13: VirtualMachineImage = {
    publisher: "Debian",
    offer: "debian-13",
    sku: "13-gen2",
  };

  private constructor() {}
}
