import { VirtualMachineImage } from "./marketplace-image";

/** Images of Windows Server, Datacenter edition, second generation. */
export class WindowsImages {
  /** Windows Server 2019 on a disk of 30 GB, as in the article; supported until January 2029. */
  public static server2019(): VirtualMachineImage {
    return windows("2019-datacenter-smalldisk-g2");
  }

  /** Windows Server 2022; supported until October 2031. */
  public static server2022(): VirtualMachineImage {
    return windows("2022-datacenter-g2");
  }

  /** Windows Server 2025, Azure Edition; supported until October 2034. */
  public static server2025(): VirtualMachineImage {
    return windows("2025-datacenter-azure-edition");
  }

  private constructor() {}
}

/** Images of Linux, second generation. */
export class LinuxImages {
  /** Ubuntu Server 24.04 LTS; supported until May 2029. */
  public static ubuntu2404(): VirtualMachineImage {
    return { publisher: "Canonical", offer: "ubuntu-24_04-lts", sku: "server" };
  }

  /** Ubuntu Server 22.04 LTS; supported until June 2027. */
  public static ubuntu2204(): VirtualMachineImage {
    return { publisher: "Canonical", offer: "0001-com-ubuntu-server-jammy", sku: "22_04-lts-gen2" };
  }

  /** Debian 12; supported until June 2028. */
  public static debian12(): VirtualMachineImage {
    return { publisher: "Debian", offer: "debian-12", sku: "12-gen2" };
  }

  /** Debian 13; supported until June 2030. */
  public static debian13(): VirtualMachineImage {
    return { publisher: "Debian", offer: "debian-13", sku: "13-gen2" };
  }

  private constructor() {}
}

function windows(sku: string): VirtualMachineImage {
  return { publisher: "MicrosoftWindowsServer", offer: "WindowsServer", sku };
}
