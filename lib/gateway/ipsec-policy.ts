/** Encryption of a tunnel's key exchange. */
export enum IkeEncryption {
  /** AES with 128 bits */
  AES128 = "AES128",
  /** AES with 192 bits */
  AES192 = "AES192",
  /** AES with 256 bits */
  AES256 = "AES256",
  /** AES in Galois/Counter Mode with 128 bits */
  GCMAES128 = "GCMAES128",
  /** AES in Galois/Counter Mode with 256 bits */
  GCMAES256 = "GCMAES256",
  /** DES, which is broken: for devices that have nothing else */
  DES = "DES",
  /** Triple DES, for old devices */
  DES3 = "DES3",
}

/** Integrity of a tunnel's key exchange. */
export enum IkeIntegrity {
  /** SHA-2 with 256 bits */
  SHA256 = "SHA256",
  /** SHA-2 with 384 bits */
  SHA384 = "SHA384",
  /** SHA-1, for old devices */
  SHA1 = "SHA1",
  /** MD5, which is broken: for devices that have nothing else */
  MD5 = "MD5",
}

/** Diffie-Hellman group of a tunnel's key exchange. */
export enum DhGroup {
  /** 768 bits, which is broken */
  DH_GROUP_1 = "DHGroup1",
  /** 1024 bits, for old devices */
  DH_GROUP_2 = "DHGroup2",
  /** 2048 bits */
  DH_GROUP_14 = "DHGroup14",
  /** 2048 bits with a subgroup of 256 */
  DH_GROUP_24 = "DHGroup24",
  /** 2048 bits, the older name of group 14 */
  DH_GROUP_2048 = "DHGroup2048",
  /** Elliptic curve of 256 bits */
  ECP256 = "ECP256",
  /** Elliptic curve of 384 bits */
  ECP384 = "ECP384",
}

/** Encryption of what a tunnel carries. */
export enum IpsecEncryption {
  /** AES with 128 bits */
  AES128 = "AES128",
  /** AES with 192 bits */
  AES192 = "AES192",
  /** AES with 256 bits */
  AES256 = "AES256",
  /** AES in Galois/Counter Mode with 128 bits */
  GCMAES128 = "GCMAES128",
  /** AES in Galois/Counter Mode with 192 bits */
  GCMAES192 = "GCMAES192",
  /** AES in Galois/Counter Mode with 256 bits */
  GCMAES256 = "GCMAES256",
  /** DES, which is broken: for devices that have nothing else */
  DES = "DES",
  /** Triple DES, for old devices */
  DES3 = "DES3",
  /** None at all */
  NONE = "None",
}

/** Integrity of what a tunnel carries. */
export enum IpsecIntegrity {
  /** SHA-2 with 256 bits */
  SHA256 = "SHA256",
  /** AES in Galois/Counter Mode with 128 bits: with that as encryption */
  GCMAES128 = "GCMAES128",
  /** AES in Galois/Counter Mode with 192 bits: with that as encryption */
  GCMAES192 = "GCMAES192",
  /** AES in Galois/Counter Mode with 256 bits: with that as encryption */
  GCMAES256 = "GCMAES256",
  /** SHA-1, for old devices */
  SHA1 = "SHA1",
  /** MD5, which is broken: for devices that have nothing else */
  MD5 = "MD5",
}

/** Group of the key exchange that keeps what was sent secret when a key gets known later (perfect forward secrecy). */
export enum PfsGroup {
  /** Without */
  NONE = "None",
  /** 768 bits, which is broken */
  PFS1 = "PFS1",
  /** 1024 bits, for old devices */
  PFS2 = "PFS2",
  /** 2048 bits */
  PFS14 = "PFS14",
  /** 2048 bits with a subgroup of 256 */
  PFS24 = "PFS24",
  /** 2048 bits, the older name of group 14 */
  PFS2048 = "PFS2048",
  /** Elliptic curve of 256 bits */
  ECP256 = "ECP256",
  /** Elliptic curve of 384 bits */
  ECP384 = "ECP384",
  /** What both ends agree on */
  PFSMM = "PFSMM",
}

/** What a connection encrypts with: this alone, instead of all that Azure offers. The device must have the same. */
export interface IpsecPolicy {
  /** Encryption of the key exchange. */
  readonly ikeEncryption: IkeEncryption;

  /** Integrity of the key exchange. */
  readonly ikeIntegrity: IkeIntegrity;

  /** Diffie-Hellman group of the key exchange. */
  readonly dhGroup: DhGroup;

  /** Encryption of the packets. */
  readonly ipsecEncryption: IpsecEncryption;

  /** Integrity of the packets: the same as the encryption where that is one of GCMAES. */
  readonly ipsecIntegrity: IpsecIntegrity;

  /** Group for perfect forward secrecy. */
  readonly pfsGroup: PfsGroup;

  /**
   * Seconds after which keys are exchanged anew, 300 to 172,799.
   * @default 27000, Azure's own
   */
  readonly saLifetimeSeconds?: number;

  /**
   * Kilobytes after which keys are exchanged anew, 1,024 to 2,147,483,647.
   * @default 102400000, Azure's own
   */
  readonly saDataSizeKilobytes?: number;
}

/** The policy as azurerm takes it. */
export function ipsecArguments(policy: IpsecPolicy | undefined) {
  return (
    policy && {
      ikeEncryption: policy.ikeEncryption,
      ikeIntegrity: policy.ikeIntegrity,
      dhGroup: policy.dhGroup,
      ipsecEncryption: policy.ipsecEncryption,
      ipsecIntegrity: policy.ipsecIntegrity,
      pfsGroup: policy.pfsGroup,
      saLifetime: policy.saLifetimeSeconds ?? 27000,
      saDatasize: policy.saDataSizeKilobytes ?? 102400000,
    }
  );
}

/** What Azure would refuse. Source: "About cryptographic requirements and Azure VPN gateways". */
export function ipsecProblems(policy: IpsecPolicy | undefined): (string | undefined)[] {
  if (!policy) {
    return [];
  }
  const { ipsecEncryption: encryption, ipsecIntegrity: integrity } = policy;
  const isGcm = encryption.startsWith("GCMAES") || integrity.startsWith("GCMAES");
  return [
    isGcm && String(encryption) !== String(integrity)
      ? `ipsecEncryption is ${encryption} and ipsecIntegrity ${integrity}; GCMAES goes with itself alone: give both the ` +
        "same, such as GCMAES256"
      : undefined,
    between("saLifetimeSeconds", policy.saLifetimeSeconds, 300, 172_799),
    between("saDataSizeKilobytes", policy.saDataSizeKilobytes, 1024, 2_147_483_647),
  ];
}

function between(name: string, value: number | undefined, least: number, most: number): string | undefined {
  return value === undefined || (Number.isInteger(value) && value >= least && value <= most)
    ? undefined
    : `${name} is ${value}; Azure takes ${least} to ${most}`;
}
