import { ReservedSubnet } from "../../../azure/reserved-subnets";
import { Ipv4Prefix } from "../../../cidr";
import { UnknownArgument } from "../../model";
import { parseAzureId } from "../terraform/azure-id";
import { Block } from "../terraform/block";
import {
  Leaf,
  printValue,
  Reference,
  referencesOf,
  scalarOf,
  TerraformResource,
  TerraformValue,
} from "../terraform/value";
import { WithinReach } from "../within-reach";
import { inRegion } from "./candidates";
import { References } from "./references";

const NETWORK = "azurerm_virtual_network";

/** What stands in a subnet of a certain name only. */
const IMPLIED_NAMES: ReadonlyMap<string, string> = new Map([
  ["azurerm_virtual_network_gateway", ReservedSubnet.GATEWAY],
  ["azurerm_firewall", ReservedSubnet.FIREWALL],
  ["azurerm_bastion_host", ReservedSubnet.BASTION],
  ["azurerm_route_server", ReservedSubnet.ROUTE_SERVER],
  ["azurerm_virtual_hub_ip", ReservedSubnet.ROUTE_SERVER],
  ["azurerm_virtual_network_routing_appliance", ReservedSubnet.ROUTING_APPLIANCE],
]);

/** Finds virtual networks and subnets, also those that have no resource of their own (inline subnets). */
export class SubnetDirectory {
  private readonly networkAndName = new Map<string, string>();
  private readonly inlineNames = new Map<string, (string | undefined)[]>();
  private readonly impliedNetworks = new Map<string, string>();
  private readonly known = new Map<string, { readonly network: string; readonly name: string | undefined }>();
  private readonly aliases = new Map<string, string>();
  private readonly ofNetwork = new Map<string, string[]>();

  public constructor(private readonly references: References) {}

  /** Makes a subnet known; `inlineIndex` is its place among the blocks of its virtual network. */
  public add(address: string, network: string, name: string | undefined, inlineIndex?: number): void {
    if (!this.known.has(address)) {
      this.ofNetwork.set(network, [...(this.ofNetwork.get(network) ?? []), address]);
    }
    this.known.set(address, { network, name });
    if (name !== undefined) {
      this.networkAndName.set(keyOf(network, name), address);
    }
    if (inlineIndex !== undefined) {
      const names = this.inlineNames.get(network) ?? [];
      names[inlineIndex] = address;
      this.inlineNames.set(network, names);
    }
  }

  /** Addresses of all subnets. */
  public get all(): readonly string[] {
    return [...this.known.keys()];
  }

  /** Makes another address of a subnet known: a data source that reads one of the input. */
  public addAlias(address: string, subnet: string): void {
    this.aliases.set(address, subnet);
  }

  /** Whether a network has a subnet of this name already. */
  public find(network: string, name: string | undefined): string | undefined {
    return name === undefined ? undefined : this.networkAndName.get(keyOf(network, name));
  }

  /** A subnet of a network whose name nobody tells, where these names are not all of others: it may have one of them. */
  public unnamed(network: string | undefined, names: readonly string[]): string | undefined {
    const isTold = network === undefined || names.every((name) => this.find(network, name) !== undefined);
    return isTold
      ? undefined
      : this.ofNetwork.get(network)?.find((address) => this.known.get(address)!.name === undefined);
  }

  /** A virtual network that exists already and that the input only names: its name, or its id where several have that. */
  public addImpliedNetwork(name: string, address: string): void {
    this.impliedNetworks.set(name.toLowerCase(), address);
  }

  /** The virtual network that an argument names by id or by name; among several, `other` is not meant. */
  public virtualNetwork(
    owner: TerraformResource,
    block: Block,
    name: string,
    other?: string,
  ): string | undefined {
    const value = block.value(name);
    const around = name.endsWith("_name") ? this.references.resources.parent(owner, [NETWORK]) : undefined;
    if (around !== undefined) {
      return around.address;
    }
    const all = this.networksOf(value, block.text("resource_group_name"));
    // Where it is the only one and named as such, that is what is written.
    const isWritten =
      scalarOf(value) !== undefined || referencesOf(value).some(({ path }) => path[0] === "id");
    const found = all.length > 1 || !isWritten ? all.filter((one) => one !== other) : all;
    // That a plan holds no other network doesn't say that an expression which it doesn't hold means that one.
    const isUntold = value instanceof WithinReach && found.length > 0;
    const optional =
      isUntold || this.references.isOptional(value, [NETWORK], block.text("resource_group_name"));
    if ((found.length !== 1 || optional) && value !== undefined) {
      this.references.unresolved(owner, name, value, found, optional);
    }
    return found.length === 1 && !optional ? found[0] : undefined;
  }

  /** The subnet that an argument names by id. */
  public subnet(owner: TerraformResource, block: Block, ...names: string[]): string | undefined {
    return this.subnetNamed(owner, block, IMPLIED_NAMES.get(owner.type), ...names);
  }

  /** The subnets of which an argument names one. */
  public possible(owner: TerraformResource, block: Block, name: string): readonly string[] {
    const value = block.value(name);
    const found = this.subnetsOf(value, undefined, undefined);
    const optional = this.isOptional(value);
    if ((found.length !== 1 || optional) && value !== undefined) {
      this.references.unresolved(owner, name, value, found, optional);
    }
    return found;
  }

  /** The same where the subnet's name is given by what stands in it. */
  public subnetNamed(
    owner: TerraformResource,
    block: Block,
    implied: string | undefined,
    ...names: string[]
  ): string | undefined {
    const value = block.value(...names);
    const possible = this.subnetsOf(value, implied, Block.of(owner).text("location"));
    const found = this.holding(possible, block.text("private_ip_address"));
    const optional = this.isOptional(value);
    if ((found.length !== 1 || optional) && value !== undefined) {
      this.references.unresolved(owner, names[0], value, found, optional, block.written(...names));
    }
    return found.length === 1 && !optional ? found[0] : undefined;
  }

  /** Of several subnets those that an address may be of: Azure refuses a static one of another. */
  private holding(subnets: readonly string[], ip: string | undefined): readonly string[] {
    const address = ip === undefined || subnets.length < 2 ? undefined : Ipv4Prefix.tryParse(`${ip}/32`);
    if (address === undefined) {
      return subnets;
    }
    const fitting = subnets.filter((subnet) => {
      const resource = this.references.resources.byAddress(subnet);
      const prefixes = resource && Block.of(resource).texts("address_prefixes", "address_prefix");
      const isTold = prefixes !== undefined && prefixes.unknown === undefined && prefixes.known.length > 0;
      return !isTold || prefixes.known.some((one) => Ipv4Prefix.tryParse(one)?.contains(address) !== false);
    });
    return fitting.length === 0 ? subnets : fitting;
  }

  /**
   * Where something stands by its configurations. If only apply tells, but the input has a subnet of the name that it
   * needs, it perhaps stands there; what has rules that nobody should take for those of another place, in none of several.
   */
  public place(
    owner: TerraformResource,
    block: Block,
    configurations: readonly Block[],
    among: "one" | "several",
  ): { readonly subnet?: string; readonly perhaps?: UnknownArgument } {
    const places = configurations.map((one) => ({
      argument: "subnet_id",
      value: one.value("subnet_id"),
      subnet: this.subnet(owner, one, "subnet_id"),
    }));
    const known = places.find(({ subnet }) => subnet !== undefined);
    if (known !== undefined) {
      return { subnet: known.subnet };
    }
    const blocks = { argument: "ip_configuration", value: block.value("ip_configuration") };
    const open = configurations.length > 0 ? places : [blocks];
    const asked = open.find(({ value }) => value !== undefined && scalarOf(value) === undefined);
    const implied = IMPLIED_NAMES.get(owner.type);
    if (asked === undefined || implied === undefined || this.subnetsOf(asked.value, implied).length > 0) {
      return {};
    }
    // It surely stands in none of those that are known where the one that it names is of a network that isn't.
    if (this.references.candidates(asked.value, ["azurerm_subnet"]).length > 0) {
      return {};
    }
    return this.somewhere(owner, asked.argument, printValue(asked.value!), among);
  }

  /** Perhaps in a subnet with the name that a part of its kind has, which is nowhere else told. */
  public somewhere(
    owner: TerraformResource,
    argument: string,
    text: string,
    among: "one" | "several",
  ): { readonly subnet?: string; readonly perhaps?: UnknownArgument } {
    const implied = IMPLIED_NAMES.get(owner.type) ?? "";
    const named = this.all.filter((address) => sameName(this.known.get(address)!.name, implied));
    const candidates = inRegion(named, Block.of(owner).text("location"), (one) => this.regionOf(one));
    if (candidates.length === 0 || (candidates.length > 1 && among === "one")) {
      return {};
    }
    const perhaps = { resource: owner.address, argument, text, candidates, optional: true };
    return { subnet: candidates[0], perhaps };
  }

  /** Whether an argument that names a subnet may also name none of the input. */
  public isOptional(value: TerraformValue | undefined): boolean {
    return this.references.isOptional(value, ["azurerm_subnet", NETWORK]);
  }

  /** The virtual network that a value names. */
  public networkOf(value: TerraformValue | undefined, resourceGroup?: string): string | undefined {
    const found = this.networksOf(value, resourceGroup);
    const isSure = found.length === 1 && !this.references.isOptional(value, [NETWORK], resourceGroup);
    return isSure ? found[0] : undefined;
  }

  /** The virtual networks of which a value names one: any that is here, where only apply tells and it names none. */
  public networksNamed(value: TerraformValue | undefined): readonly string[] {
    const found = this.networksOf(value);
    const isAny = found.length === 0 && value !== undefined && scalarOf(value) === undefined;
    return isAny ? this.references.ofType(NETWORK).map(({ address }) => address) : found;
  }

  private networksOf(value: TerraformValue | undefined, resourceGroup?: string): readonly string[] {
    const found = this.references.candidates(value, [NETWORK], resourceGroup).map(({ address }) => address);
    if (found.length > 0 && !this.references.isOptional(value, [NETWORK], resourceGroup)) {
      return found;
    }
    const text = textOf(value);
    const id = parseAzureId(text);
    const name = id?.kind === "virtualnetworks" ? id.names[0] : text;
    const implied = [text, name]
      .map((each) => this.impliedNetworks.get(each.toLowerCase()))
      .find((each) => each !== undefined);
    return implied === undefined ? found : [...found, implied];
  }

  /** The subnet that a value names. */
  public subnetOf(value: TerraformValue | undefined): string | undefined {
    const found = this.subnetsOf(value);
    return found.length === 1 && !this.isOptional(value) ? found[0] : undefined;
  }

  /** The subnets of which a value names one; `implied` is its name, `region` that of what stands in it. */
  public subnetsOf(value: TerraformValue | undefined, implied?: string, region?: string): readonly string[] {
    const found = this.references
      .candidates(value, ["azurerm_subnet"])
      .map(({ address }) => this.aliases.get(address) ?? address)
      .filter((address) => this.known.has(address));
    const text = textOf(value);
    if (typeof scalarOf(value) === "string" || parseAzureId(text) !== undefined) {
      const known = found.length === 1 ? found[0] : this.byId(value, text);
      return known === undefined ? [] : [known];
    }
    const inline = found.length === 1 ? undefined : this.inlineSubnet(value, text);
    if (inline !== undefined) {
      return [inline];
    }
    // Any subnet of a network may be meant by an id that was made of the network's.
    const networks = found.length === 1 ? [] : referencesOf(value).filter(isWholeNetwork);
    const within = networks.flatMap(
      ({ resource }) => this.ofNetwork.get(this.references.resources.canonical(resource).address) ?? [],
    );
    const all = [...new Set([...found, ...within])];
    const named = all.filter((address) => isNamed(this.known.get(address)!.name, implied));
    const candidates = named.length > 0 ? named : all;
    return candidates.length < 2 ? candidates : inRegion(candidates, region, (one) => this.regionOf(one));
  }

  /** Region of a subnet's virtual network. */
  public regionOf(subnet: string): string | undefined {
    const network = this.references.resources.byAddress(this.known.get(subnet)?.network ?? "");
    return network && Block.of(network).text("location");
  }

  private byId(value: TerraformValue | undefined, text: string): string | undefined {
    const id = parseAzureId(text);
    if (id?.kind !== "virtualnetworks/subnets") {
      return this.inlineSubnet(value, text);
    }
    const parent = text.replace(/\/subnets\/[^/]*$/i, "");
    const network = this.networkOf(parent) ?? this.networkOf(value);
    return network && this.find(network, id.names[1]);
  }

  /** `azurerm_virtual_network.x.subnet[0].id`, `"${azurerm_virtual_network.x.id}/subnets/default"`. */
  private inlineSubnet(value: TerraformValue | undefined, text: string): string | undefined {
    const reference = referencesOf(value).find(({ resource }) => resource.type === NETWORK);
    if (!reference) {
      return undefined;
    }
    const network = this.references.resources.canonical(reference.resource).address;
    const [, name] = /\}\/subnets\/([^/]+)$/i.exec(text) ?? [];
    if (name !== undefined) {
      return this.find(network, name);
    }
    const [argument, index] = reference.path;
    const inline = this.inlineNames.get(network) ?? [];
    if (argument !== "subnet") {
      return undefined;
    }
    return typeof index === "number" ? inline[index] : inline.length === 1 ? inline[0] : undefined;
  }
}

/** `azurerm_virtual_network.x`, `azurerm_virtual_network.x.id`. */
function isWholeNetwork({ resource, path }: Reference): boolean {
  return resource.type === NETWORK && (path.length === 0 || path[0] === "id" || path[0] === "subnet");
}

function isNamed(name: string | undefined, implied: string | undefined): boolean {
  return implied === undefined || name === undefined || sameName(name, implied);
}

function sameName(name: string | undefined, implied: string): boolean {
  return name?.toLowerCase() === implied.toLowerCase();
}

function keyOf(network: string, name: string): string {
  return `${network}\n${name.toLowerCase()}`;
}

function textOf(value: TerraformValue | undefined): string {
  const known = scalarOf(value);
  return typeof known === "string" ? known : value instanceof Leaf ? value.text : "";
}
