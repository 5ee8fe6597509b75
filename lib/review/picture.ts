import { LocalizedText } from "../analysis/result";

/** What the diagram shows of a network, before anything has a position. */
export interface Picture {
  readonly networks: readonly PictureNetwork[];
  readonly sites: readonly PictureSite[];
  readonly links: readonly PictureLink[];
}

/** A virtual network: a box with its subnets, and in them what stands there. */
export interface PictureNetwork {
  /** Terraform address. */
  readonly id: string;
  readonly name: string;
  readonly prefixes: readonly string[];
  readonly region?: string;
  readonly subnets: readonly PictureSubnet[];
}

export interface PictureSubnet {
  /** `<virtual network>/<subnet>`, as hops name it. */
  readonly id: string;
  readonly name: string;
  readonly prefixes: readonly string[];
  readonly parts: readonly PicturePart[];
  /** What is bound to the whole subnet. */
  readonly marks?: readonly PictureMark[];
}

export type MarkKind = "securityGroup" | "routeTable" | "natGateway" | "publicAddress";

/** Something without a place of its own, shown on what it is bound to. */
export interface PictureMark {
  readonly kind: MarkKind;
  readonly name: string;
}

export type PartKind =
  | "firewall"
  | "appliance"
  | "loadBalancer"
  | "gateway"
  | "routeServer"
  | "bastion"
  | "virtualMachine"
  | "privateEndpoint";

export interface PicturePart {
  /** Terraform address. */
  readonly id: string;
  readonly kind: PartKind;
  readonly name: string;
  readonly marks?: readonly PictureMark[];
}

/** On-premises, behind a gateway. */
export interface PictureSite {
  /** `on-premises/<name>`, as hops name it. */
  readonly id: string;
  readonly name: string;
  readonly prefixes: readonly string[];
}

export interface PictureLink {
  /** Ids of networks or sites. */
  readonly from: string;
  readonly to: string;
  readonly kind: "peering" | "connection" | "connectedGroup";
  /** False for a peering that lacks its other half: it carries nothing (R5c). */
  readonly complete: boolean;
  readonly label: LocalizedText;
  /** What is said on the line itself: only what the line's look doesn't say. */
  readonly remark?: LocalizedText;
  /** One line for each half or connection: Terraform address and flags. */
  readonly details: readonly string[];
}
