/** Tiers of Bastion. */
export enum BastionSku {
  /** Free, for one session at a time, to machines of its own network alone; shared by Azure's customers, without a subnet */
  DEVELOPER = "Developer",
  /** Connects from the portal; two instances, no more */
  BASIC = "Basic",
  /** Also native clients, file copy and more instances */
  STANDARD = "Standard",
  /** Also session recording, and no public address if you like */
  PREMIUM = "Premium",
}

/** What a Bastion host is made of, apart from its place. */
export interface BastionOptions {
  /**
   * Azure name, 3 to 80 characters.
   * @default - chosen by the naming strategy: `bast01` for a hub
   */
  readonly bastionName?: string;

  /**
   * Size.
   * @default BastionSku.STANDARD
   */
  readonly sku?: BastionSku;

  /**
   * Number of instances, 2 to 50; more than 2 needs Standard or Premium.
   * @default 2
   */
  readonly scaleUnits?: number;

  /**
   * Whether native clients (`az network bastion rdp`) may connect; needs Standard or Premium.
   * @default false
   */
  readonly tunneling?: boolean;

  /**
   * Whether to connect to machines by address, also in peered networks; needs Standard or Premium.
   * @default false
   */
  readonly ipConnect?: boolean;

  /**
   * Whether files can be copied; needs Standard or Premium.
   * @default false
   */
  readonly fileCopy?: boolean;

  /**
   * Whether text can be copied and pasted. To forbid it needs Standard or Premium.
   * @default - Azure's: it can
   */
  readonly copyPaste?: boolean;

  /**
   * Whether a link can let somebody connect who has no access to the portal; needs Standard or Premium.
   * @default false
   */
  readonly shareableLink?: boolean;

  /**
   * Whether Kerberos is used to log in; needs Standard or Premium.
   * @default false
   */
  readonly kerberos?: boolean;

  /**
   * Whether sessions in the browser are recorded; needs Premium. Name the storage account in the portal.
   * @default false
   */
  readonly sessionRecording?: boolean;

  /**
   * Whether it has no public address: users come through a gateway. Needs Premium and azurerm 4.68 or later. A host that exists
   * can't become private: it is replaced.
   * @default false
   */
  readonly privateOnly?: boolean;

  /**
   * Whether its subnet gets a security group with all the rules that Azure demands there.
   * @default false
   */
  readonly securityGroup?: boolean;
}

/** Arguments of an `azurerm_bastion_host` for what only some tiers have. */
export function featureArguments(options: BastionOptions): {
  readonly tunnelingEnabled?: boolean;
  readonly ipConnectEnabled?: boolean;
  readonly fileCopyEnabled?: boolean;
  readonly copyPasteEnabled?: boolean;
  readonly shareableLinkEnabled?: boolean;
  readonly kerberosEnabled?: boolean;
  readonly sessionRecordingEnabled?: boolean;
} {
  return {
    tunnelingEnabled: options.tunneling,
    ipConnectEnabled: options.ipConnect,
    fileCopyEnabled: options.fileCopy,
    copyPasteEnabled: options.copyPaste,
    shareableLinkEnabled: options.shareableLink,
    kerberosEnabled: options.kerberos,
    sessionRecordingEnabled: options.sessionRecording,
  };
}

/** Source: azurerm_bastion_host, which says so only during apply; and "Bastion configuration settings". */
export function tierProblems(options: BastionOptions, sku: BastionSku): (string | undefined)[] {
  const units = options.scaleUnits ?? 2;
  const isSmall = sku === BastionSku.BASIC || sku === BastionSku.DEVELOPER;
  const standard = {
    [`scaleUnits ${units}`]: units > 2,
    tunneling: options.tunneling,
    ipConnect: options.ipConnect,
    fileCopy: options.fileCopy,
    "copyPaste: false": options.copyPaste === false,
    shareableLink: options.shareableLink,
    kerberos: options.kerberos,
  };
  const premium = { sessionRecording: options.sessionRecording, privateOnly: options.privateOnly };
  return [
    Number.isInteger(units) && units >= 2 && units <= 50
      ? undefined
      : `scaleUnits is ${units}; Bastion takes 2 to 50`,
    ...asked(isSmall ? standard : {}).map(
      (feature) => `${feature} needs Bastion Standard or Premium; the SKU is ${sku}`,
    ),
    ...asked(sku === BastionSku.PREMIUM ? {} : premium).map(
      (feature) => `${feature} needs Bastion Premium; the SKU is ${sku}`,
    ),
    sku === BastionSku.DEVELOPER && options.securityGroup
      ? "Bastion Developer has no subnet that could have a security group; leave securityGroup out"
      : undefined,
  ];
}

function asked(features: { readonly [feature: string]: boolean | undefined }): string[] {
  return Object.keys(features).filter((feature) => features[feature]);
}
