import { Arguments } from "./arguments";

/** Stands for blocks that a resource waits for by a way that the input doesn't show. */
export const OPAQUE = "?";

/** A resource as configured. */
export interface ConfiguredResource {
  readonly address: string;
  /** `azurerm_virtual_network`. */
  readonly type: string;
  /** Azure name, where known. */
  readonly name?: string;
  /** Which subscription, as far as Terraform tells: the provider's alias. */
  readonly subscription?: string;
  /** Which of several inputs has it, each of which is applied for itself; undefined where there is one. */
  readonly input?: object;
  /**
   * Blocks that its own names in expressions or `depends_on`, by address without keys; {@link OPAQUE} for those that
   * the input doesn't show (the locals of a plan). Undefined where the input doesn't tell (a state).
   */
  readonly waitsFor?: readonly string[];
  /**
   * Whether the configuration writes nested blocks of a name and keeps to them, rather than only listing what Azure has.
   * False where the input doesn't tell (a state).
   */
  hasBlocks(name: string): boolean;
  /** Whether Terraform leaves an argument to others (`ignore_changes`); undefined where the input doesn't tell. */
  ignores(name: string): boolean | undefined;
  /** Arguments as read; expressions that could not be resolved stay texts such as `${azurerm_subnet.x.id}`. */
  readonly values: { readonly [argument: string]: unknown };
  /** The same by name, in all spellings. */
  readonly arguments: Arguments;
}

/** What a plan does to a resource. */
export interface PlannedChange {
  readonly address: string;
  readonly type: string;
  readonly action: "create" | "update" | "replace" | "delete";
  /** It is replaced, and the new one is there before the old one goes (`create_before_destroy`). */
  readonly createsFirst?: boolean;
  /** Arguments whose change makes Terraform replace it. */
  readonly because: readonly string[];
  /** Why else it is replaced: it is tainted, or `-replace` asks for it. */
  readonly reason?: "tainted" | "requested";
  /** Arguments that somebody has changed outside of Terraform, and that the plan changes back. */
  readonly undoes?: readonly string[];
  /** Somebody has deleted it outside of Terraform, and the plan creates it again. */
  readonly recreates?: boolean;
  /** Of a network that is deleted or replaced, the id that it has today, in lower case. */
  readonly id?: string;
  /** Of an association, the id of the subnet or NIC that it binds something to. */
  readonly holder?: string;
  /** Arguments that an update changes. */
  readonly updates?: readonly string[];
  /** Arguments of something that the plan imports and changes at once. */
  readonly overwrites?: readonly string[];
  /** Of what is taken away before anything else happens, what uses it until then and stays. */
  readonly users?: readonly PlannedUser[];
}

/** What uses something that a plan takes away. */
export interface PlannedUser {
  readonly address: string;
  /** It still does afterwards, as far as the plan tells. */
  readonly keeps: boolean;
}

/** What all parts with an Azure name have in common. */
export interface ModelResource {
  /** Terraform address: the identity within a model. */
  readonly address: string;
  /** Azure name, where known. */
  readonly name?: string;
  readonly resourceGroup?: string;
  /** Azure region as configured (`eastasia`, `East Asia`). */
  readonly region?: string;
  /** Which subscription, as far as Terraform tells: the provider's alias (`azurerm`, `azurerm.spokes`). */
  readonly subscription?: string;
  /** Whether it is there at all is open: what would settle it. Undefined where it surely is. */
  readonly perhaps?: UnknownArgument;
}

/** An address that is either literal or an attribute of a resource that is known only after apply. */
export interface IpReference {
  /** The literal address, when known. */
  readonly ip?: string;
  /** Address of the resource whose attribute it is (NIC, load balancer, firewall, VM, gateway, route server). */
  readonly resource?: string;
  /** The attribute as a path: `ip_configuration[0].private_ip_address`. */
  readonly attribute?: string;
  /** As written: `10.0.1.4`, or `${azurerm_firewall.fw.ip_configuration[0].private_ip_address}`. */
  readonly text: string;
}

/** An argument that is set, but of which the input doesn't tell the value. */
export interface UnknownArgument {
  /** Terraform address of the resource that has it. */
  readonly resource: string;
  /** `remote_virtual_network_id`. */
  readonly argument: string;
  /** As written: an id of something that the input doesn't hold, or an expression that only apply evaluates. */
  readonly text: string;
  /** For a reference: addresses of what may be meant, of which one is. Empty when that isn't in the input. */
  readonly candidates: readonly string[];
  /** It may also be something else than the candidates, or nothing. */
  readonly optional?: boolean;
  /** Of packets to which prefixes it decides; of all where this isn't told. */
  readonly destinations?: readonly string[];
}

/** Whether a reference may lead to anything of its kind: only apply tells what is written, and it names nothing here. */
export function mayBeAny({ candidates, text }: UnknownArgument): boolean {
  return candidates.length === 0 && text.includes("${");
}

/** Stands for what decides about routes where a peering uses gateways that the input doesn't hold. */
export const GATEWAYS_ELSEWHERE = "gateways";

/** Stands for the argument that decides whether something is there that Terraform forgets without destroying it. */
export const FORGOTTEN = "removed";

export function isForgotten({ argument }: Pick<UnknownArgument, "argument">): boolean {
  return argument === FORGOTTEN;
}

/** Arguments that say how many there are of something, or whether there is any. */
const EXISTENCE: ReadonlySet<string> = new Set([
  "condition",
  "copy",
  "count",
  "enabled",
  "for_each",
  FORGOTTEN,
]);

/** Whether it is open that something is there at all. */
export function isAboutExistence({ argument }: UnknownArgument): boolean {
  return EXISTENCE.has(argument);
}

/** Arguments that say where something stands. */
export const PLACE: readonly string[] = ["subnet_id", "ip_configuration", "network_interface"];

/** Whether something stands where it does only because there is no other place in the input. */
export function isPlaceOpen({ perhaps }: Pick<ModelResource, "perhaps">): boolean {
  return perhaps !== undefined && PLACE.includes(perhaps.argument);
}

/** A part of something: a route of a table, a rule of a group, a member of a pool. */
export interface Belonging {
  /** Whether it is there at all is open: what would settle it. Undefined where it surely is. */
  readonly perhaps?: UnknownArgument;
}

/** That something may be bound to a resource, by an argument or an association of which the input tells only a part. */
export interface UncertainBinding extends UnknownArgument {
  readonly optional: boolean;
}
