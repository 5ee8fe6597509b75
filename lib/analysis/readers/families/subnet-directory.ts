import { parseAzureId } from "../terraform/azure-id";
import { Block } from "../terraform/block";
import { TerraformResource } from "../terraform/resource";
import { Leaf, referencesOf, scalarOf, TerraformValue } from "../terraform/value";
import { ModelContext } from "./context";

const NETWORK = "azurerm_virtual_network";

/** Finds virtual networks and subnets, also those that have no resource of their own (inline subnets). */
export class SubnetDirectory {
  private readonly networkAndName = new Map<string, string>();
  private readonly inlineNames = new Map<string, (string | undefined)[]>();
  private readonly impliedNetworks = new Map<string, string>();
  private readonly addresses = new Set<string>();

  public constructor(private readonly context: ModelContext) {}

  /** Makes a subnet known; `inlineIndex` is its place among the blocks of its virtual network. */
  public add(address: string, network: string, name: string | undefined, inlineIndex?: number): void {
    this.addresses.add(address);
    if (name !== undefined) {
      this.networkAndName.set(keyOf(network, name), address);
    }
    if (inlineIndex !== undefined) {
      const names = this.inlineNames.get(network) ?? [];
      names[inlineIndex] = address;
      this.inlineNames.set(network, names);
    }
  }

  /** Whether a network has a subnet of this name already. */
  public find(network: string, name: string | undefined): string | undefined {
    return name === undefined ? undefined : this.networkAndName.get(keyOf(network, name));
  }

  /** A virtual network that exists already and that only subnets name. */
  public addImpliedNetwork(name: string, address: string): void {
    this.impliedNetworks.set(name.toLowerCase(), address);
  }

  /** The virtual network that an argument names by id or by name. */
  public virtualNetwork(owner: TerraformResource, block: Block, name: string): string | undefined {
    const value = block.value(name);
    const around = name.endsWith("_name") ? this.context.resources.parent(owner, [NETWORK]) : undefined;
    const found = around?.address ?? this.networkOf(value, block.text("resource_group_name"));
    if (found === undefined && value !== undefined) {
      this.context.problem("UNRESOLVED_REFERENCE", owner, name, value);
    }
    return found;
  }

  /** The subnet that an argument names by id. */
  public subnet(owner: TerraformResource, block: Block, ...names: string[]): string | undefined {
    const value = block.value(...names);
    const found = this.subnetOf(value);
    if (found === undefined && value !== undefined) {
      this.context.problem("UNRESOLVED_REFERENCE", owner, names[0], value);
    }
    return found;
  }

  /** The virtual network that a value names. */
  public networkOf(value: TerraformValue | undefined, resourceGroup?: string): string | undefined {
    const found = this.context.find(value, [NETWORK], resourceGroup);
    if (found) {
      return found.address;
    }
    const text = textOf(value);
    const id = parseAzureId(text);
    const name = id?.kind === "virtualnetworks" ? id.names[0] : text;
    return this.impliedNetworks.get(name.toLowerCase());
  }

  /** The subnet that a value names. */
  public subnetOf(value: TerraformValue | undefined): string | undefined {
    const found = this.context.find(value, ["azurerm_subnet"]);
    if (found && this.addresses.has(found.address)) {
      return found.address;
    }
    const text = textOf(value);
    const id = parseAzureId(text);
    if (id?.kind === "virtualnetworks/subnets") {
      const parent = text.replace(/\/subnets\/[^/]*$/i, "");
      const network = this.networkOf(parent) ?? this.networkOf(value);
      return network && this.find(network, id.names[1]);
    }
    return this.inlineSubnet(value, text);
  }

  /** `azurerm_virtual_network.x.subnet[0].id`, `"${azurerm_virtual_network.x.id}/subnets/default"`. */
  private inlineSubnet(value: TerraformValue | undefined, text: string): string | undefined {
    const reference = referencesOf(value).find(({ resource }) => resource.type === NETWORK);
    if (!reference) {
      return undefined;
    }
    const network = this.context.resources.canonical(reference.resource).address;
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

function keyOf(network: string, name: string): string {
  return `${network}\n${name.toLowerCase()}`;
}

function textOf(value: TerraformValue | undefined): string {
  const known = scalarOf(value);
  return typeof known === "string" ? known : value instanceof Leaf ? value.text : "";
}
