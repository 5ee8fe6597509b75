import { IpReference, ModelProblem, ModelProblemCode, ModelResource } from "../../model";
import { Block } from "../terraform/block";
import { TerraformResource } from "../terraform/resource";
import { ResourceSet } from "../terraform/resource-set";
import {
  Leaf,
  printReference,
  printValue,
  Reference,
  referencesOf,
  scalarOf,
  TerraformValue,
} from "../terraform/value";
import type { SubnetDirectory } from "./subnet-directory";

/** Resources that a next hop or a BGP peer can be an address of. */
const ADDRESS_OWNERS = new Set([
  "azurerm_firewall",
  "azurerm_lb",
  "azurerm_network_interface",
  "azurerm_linux_virtual_machine",
  "azurerm_windows_virtual_machine",
  "azurerm_virtual_machine",
  "azurerm_virtual_network_gateway",
  "azurerm_route_server",
  "azurerm_virtual_hub",
  "azurerm_private_endpoint",
  "azurerm_public_ip",
]);

/** What the readers of all families share: the resources, how references are resolved, and the problems met. */
export class ModelContext {
  public readonly problems: ModelProblem[] = [];
  /** Set by the reader of virtual networks, which runs first. */
  public subnets!: SubnetDirectory;

  public constructor(public readonly resources: ResourceSet) {}

  /** What all parts with an Azure name have in common. */
  public resource(resource: TerraformResource): ModelResource {
    const block = Block.of(resource);
    return {
      address: resource.address,
      name: block.text("name"),
      resourceGroup: block.text("resource_group_name"),
      region: block.text("location"),
      subscription: resource.identity.provider,
    };
  }

  /** Resources of some types, and the data sources that read something which is not managed here. */
  public ofType(...types: string[]): TerraformResource[] {
    return this.resources
      .ofType(...types)
      .filter((resource) => !resource.isData || this.resources.canonical(resource) === resource);
  }

  /** The address of the resource that an argument such as `route_table_id` names. */
  public address(
    owner: TerraformResource,
    block: Block,
    name: string | readonly string[],
    types: string | readonly string[],
  ): string | undefined {
    return this.resolve(owner, block, name, types)?.address;
  }

  /** The resource that an argument names by id or by name; a problem is recorded where one is set but not found. */
  public resolve(
    owner: TerraformResource,
    block: Block,
    name: string | readonly string[],
    types: string | readonly string[],
  ): TerraformResource | undefined {
    const names = [name].flat();
    const value = block.value(...names);
    const wanted = [types].flat();
    const around = names[0].endsWith("_name") ? this.resources.parent(owner, wanted) : undefined;
    const found = around ?? this.find(value, wanted, block.text("resource_group_name"));
    if (!found && value !== undefined && scalarOf(value) !== "") {
      this.problem("UNRESOLVED_REFERENCE", owner, names[0], value);
    }
    return found;
  }

  /** The addresses of the resources that a list of ids names. */
  public addresses(
    owner: TerraformResource,
    block: Block,
    name: string,
    types: string | readonly string[],
  ): string[] {
    const found = new Set<string>();
    for (const item of block.items(name)) {
      const resource = this.find(item, [types].flat());
      if (resource) {
        found.add(resource.address);
      } else if (scalarOf(item) !== null && scalarOf(item) !== "") {
        this.problem("UNRESOLVED_REFERENCE", owner, name, item);
      }
    }
    return [...found];
  }

  /**
   * The resource that a value names (R0.1): by its Azure id, by what the expression refers to, or by an Azure name
   * together with the resource group where both are known.
   */
  public find(
    value: TerraformValue | undefined,
    types: readonly string[],
    resourceGroup?: string,
  ): TerraformResource | undefined {
    const known = scalarOf(value);
    const text = typeof known === "string" ? known : value instanceof Leaf ? value.text : undefined;
    if (text === undefined) {
      return undefined;
    }
    const referred = unique(
      referencesOf(value)
        .map((reference) => reference.resource)
        .filter((resource) => types.includes(resource.type))
        .map((resource) => this.resources.canonical(resource)),
    );
    if (text.startsWith("/")) {
      return this.resources.byAzureId(text, types) ?? only(referred);
    }
    if (typeof known !== "string") {
      return only(referred);
    }
    // A name that was made from another's name refers to it and yet means something else.
    const namesakes = referred.filter(
      (resource) => Block.of(resource).text("name")?.toLowerCase() === known.toLowerCase(),
    );
    return only(namesakes) ?? this.resources.byName(types, known, resourceGroup);
  }

  /** An address that is literal or an attribute of a resource (R0.1). */
  public ipReference(owner: TerraformResource, name: string, value: TerraformValue): IpReference {
    const known = scalarOf(value);
    const text = printValue(value);
    const candidates = referencesOf(value).filter(({ resource }) => ADDRESS_OWNERS.has(resource.type));
    const owners = unique(candidates.map(({ resource }) => resource));
    if (owners.length !== 1) {
      if (known === undefined) {
        this.problem("UNKNOWN_VALUE", owner, name, value);
      }
      return known === undefined || known === null ? { text } : { ip: String(known), text };
    }
    const attribute = attributeOf(candidates[0]);
    const owned = this.resources.canonical(owners[0]);
    const ip = known === undefined || known === null ? staticAddress(owned, attribute) : String(known);
    const reference = { resource: owned.address, attribute: attribute || undefined, text };
    return ip === undefined ? reference : { ip, ...reference };
  }

  /** A switch, at azurerm's default where it isn't given; where only apply tells, that is a problem too. */
  public flag(owner: TerraformResource, block: Block, name: string, byDefault: boolean): boolean {
    if (block.isUnknown(name)) {
      this.problem("UNKNOWN_VALUE", owner, name, block.value(name));
    }
    return block.boolean(name) ?? byDefault;
  }

  public problem(
    code: ModelProblemCode,
    resource: TerraformResource,
    attribute?: string,
    value?: TerraformValue,
  ): void {
    const text = value === undefined ? undefined : printValue(value);
    this.problems.push({ code, resource: resource.address, attribute, text });
  }
}

/** `ip_configuration[0].private_ip_address`. */
function attributeOf(reference: Reference): string {
  return printReference(reference).slice(reference.resource.address.length).replace(/^\./, "");
}

/**
 * `private_ip_address` of a NIC or load balancer is that of its first configuration, which may be static. A plan that
 * says only which resource is meant means no other attribute where an address is expected.
 */
function staticAddress(resource: TerraformResource, attribute: string): string | undefined {
  if (!/^(private_ip_address(es\[0\])?)?$/.test(attribute)) {
    return undefined;
  }
  const configurations = Block.of(resource).blocks("ip_configuration", "frontend_ip_configuration");
  const primary =
    configurations.find((configuration) => configuration.boolean("primary")) ?? configurations.at(0);
  return primary?.text("private_ip_address");
}

function unique(resources: readonly TerraformResource[]): TerraformResource[] {
  return [...new Set(resources)];
}

/** One, or none where several are meant: guessing would hide the problem. */
function only(resources: readonly TerraformResource[]): TerraformResource | undefined {
  return resources.length === 1 ? resources[0] : undefined;
}
