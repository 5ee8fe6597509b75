import { Ipv4Prefix, parseIpv4, PrefixSyntaxError } from "../../cidr";
import { nearestNames } from "../../text/nearest";
import { Assumptions } from "../model";
import { SCALE_SETS, VIRTUAL_MACHINES } from "./families/machine-types";
import { InputError } from "./input-error";
import { isJsonObject, JsonObject } from "./json";
import { Block } from "./terraform/block";
import { ResourceSet } from "./terraform/resource-set";

/** Facts that Terraform doesn't hold (R0.2), as somebody wrote them down: names are Azure names or Terraform addresses. */
export interface DeclaredAssumptions {
  /** The file or stack that says so. */
  readonly declaredIn: string;
  readonly bgp: readonly { readonly speaker: string; readonly announces: readonly string[] }[];
  readonly onPremises: readonly {
    readonly name: string;
    readonly gateway: string;
    readonly prefixes: readonly string[];
  }[];
  readonly forwards: readonly string[];
}

/** Key in the comment (`//`) of a configuration under which our constructs declare assumptions. */
export const COMMENT_KEY = "cdktf-azure-hub-spoke";

/** Beside the assumptions: set where the program's checks weren't run together. */
const UNCHECKED = "unchecked";

const GATEWAYS: readonly string[] = [
  "azurerm_virtual_network_gateway",
  "azurerm_vpn_gateway",
  "azurerm_express_route_gateway",
  "azurerm_point_to_site_vpn_gateway",
];
const FORWARDERS: readonly string[] = [
  "azurerm_network_interface",
  ...VIRTUAL_MACHINES,
  ...SCALE_SETS,
  "azurerm_lb",
];
const SPEAKERS: readonly string[] = [
  ...GATEWAYS,
  "azurerm_local_network_gateway",
  "azurerm_vpn_site",
  ...FORWARDERS,
  "azurerm_firewall",
  "azurerm_virtual_network_routing_appliance",
];

/** The assumptions in the comments of a configuration. */
export function declaredInComments(comments: readonly unknown[], declaredIn: string): DeclaredAssumptions[] {
  return comments
    .map(declaredBy)
    .filter((declared) => declared !== undefined)
    .map((declared) => parseAssumptions(withoutMark(declared), declaredIn));
}

/** Whether a configuration says that our constructs were synthesized without `Synthesis.run`. */
export function isUnchecked(comments: readonly unknown[]): boolean {
  return comments.map(declaredBy).some((declared) => isJsonObject(declared) && declared[UNCHECKED] === true);
}

function withoutMark(declared: unknown): unknown {
  return isJsonObject(declared)
    ? Object.fromEntries(Object.entries(declared).filter(([key]) => key !== UNCHECKED))
    : declared;
}

function declaredBy(comment: unknown): unknown {
  return isJsonObject(comment) ? comment[COMMENT_KEY] : undefined;
}

/** Checks the shape of an assumption file. */
export function parseAssumptions(content: unknown, declaredIn: string): DeclaredAssumptions {
  const shape = new Shape(declaredIn);
  const file = shape.object(content, "the top level");
  if (file.version !== 1) {
    const version = file.version === undefined ? "" : JSON.stringify(file.version);
    throw new InputError("ASSUMPTIONS_VERSION", { file: declaredIn, version });
  }
  shape.only(file, ["version", "bgp", "onPremises", "forwards"], "the top level");
  return {
    declaredIn,
    bgp: shape.list(file.bgp, "bgp").map((item, index) => {
      const where = `bgp[${index}]`;
      const entry = shape.object(item, where);
      shape.only(entry, ["speaker", "announces"], where);
      return {
        speaker: shape.text(entry.speaker, `${where}.speaker`),
        announces: shape.prefixes(entry.announces, `${where}.announces`),
      };
    }),
    onPremises: shape.list(file.onPremises, "onPremises").map((item, index) => {
      const where = `onPremises[${index}]`;
      const entry = shape.object(item, where);
      shape.only(entry, ["name", "gateway", "prefixes"], where);
      return {
        name: shape.text(entry.name, `${where}.name`),
        gateway: shape.text(entry.gateway, `${where}.gateway`),
        prefixes: shape.prefixes(entry.prefixes, `${where}.prefixes`),
      };
    }),
    forwards: shape
      .list(file.forwards, "forwards")
      .map((item, index) => shape.text(item, `forwards[${index}]`)),
  };
}

/**
 * Finds what declared assumptions name. A name that is unknown here goes to `unknown`: the caller knows whether
 * another stack has it.
 */
export function resolveAssumptions(
  declared: readonly DeclaredAssumptions[],
  resources: ResourceSet,
  unknown: (name: UnknownName) => void,
): Assumptions {
  return {
    bgp: declared.flatMap(({ bgp, declaredIn }) =>
      bgp.flatMap(({ speaker, announces }) => {
        const found = nameOrIp(speaker, SPEAKERS, resources, declaredIn, unknown);
        return found ? [{ speaker: found.address, ip: found.ip, announces, declaredIn }] : [];
      }),
    ),
    onPremises: declared.flatMap(({ onPremises, declaredIn }) =>
      onPremises.flatMap(({ name, gateway, prefixes }) => {
        const address = lookUp(gateway, GATEWAYS, resources, declaredIn);
        if (address === undefined) {
          unknown({ name: gateway, declaredIn, known: namesOf(resources, GATEWAYS) });
        }
        return address === undefined ? [] : [{ name, gateway: address, prefixes, declaredIn }];
      }),
    ),
    forwards: declared.flatMap(({ forwards, declaredIn }) =>
      forwards.flatMap((name) => {
        const found = nameOrIp(name, FORWARDERS, resources, declaredIn, unknown);
        return found ? [{ resource: found.address, ip: found.ip, declaredIn }] : [];
      }),
    ),
  };
}

/** A name of an assumption that no resource has. */
export interface UnknownName {
  readonly name: string;
  readonly declaredIn: string;
  /** Names that it could have been. */
  readonly known: readonly string[];
}

/** The error for a name that nothing has. */
export function unknownNameError(unknown: readonly UnknownName[]): InputError {
  const { name, declaredIn } = unknown[0];
  const known = unknown.flatMap((one) => one.known);
  return new InputError("ASSUMPTION_NAMES_NOTHING", {
    file: declaredIn,
    name,
    near: nearestNames(name, known),
    known,
  });
}

function nameOrIp(
  name: string,
  types: readonly string[],
  resources: ResourceSet,
  declaredIn: string,
  unknown: (name: UnknownName) => void,
): { readonly address?: string; readonly ip?: string } | undefined {
  if (parseIpv4(name) !== undefined) {
    return { ip: name };
  }
  const address = lookUp(name, types, resources, declaredIn);
  if (address === undefined) {
    unknown({ name, declaredIn, known: namesOf(resources, types) });
    return undefined;
  }
  return { address };
}

/** Address of the resource with a Terraform address or an Azure name. */
function lookUp(
  name: string,
  types: readonly string[],
  resources: ResourceSet,
  declaredIn: string,
): string | undefined {
  // A construct may write a reference, `${azurerm_network_interface.nva.id}`.
  const address = name.replace(/^\$\{(.*)\}$/, "$1").replace(/\.(id|name)$/, "");
  const byAddress = resources.byAddress(address);
  if (byAddress) {
    return types.includes(byAddress.type) ? byAddress.address : undefined;
  }
  const lower = name.toLowerCase();
  const named = resources
    .ofType(...types)
    .filter(
      (resource) =>
        resource.address.toLowerCase() === lower || Block.of(resource).text("name")?.toLowerCase() === lower,
    )
    .filter((resource) => resources.canonical(resource) === resource);
  if (named.length > 1) {
    const addresses = named.map((resource) => resource.address);
    throw new InputError("ASSUMPTION_AMBIGUOUS", { file: declaredIn, name, addresses });
  }
  return named.at(0)?.address;
}

function namesOf(resources: ResourceSet, types: readonly string[]): string[] {
  return resources.ofType(...types).map((resource) => Block.of(resource).text("name") ?? resource.address);
}

/** Checks pieces of the file and names the piece that is wrong. */
class Shape {
  public constructor(private readonly file: string) {}

  public object(value: unknown, where: string): JsonObject {
    if (!isJsonObject(value)) {
      throw this.error(where, "object", value);
    }
    return value;
  }

  public list(value: unknown, where: string): readonly unknown[] {
    if (value !== undefined && !Array.isArray(value)) {
      throw this.error(where, "list", value);
    }
    return (value as unknown[] | undefined) ?? [];
  }

  public text(value: unknown, where: string): string {
    if (typeof value !== "string" || value === "") {
      throw this.error(where, "name", value);
    }
    return value;
  }

  public prefixes(value: unknown, where: string): string[] {
    const list = this.list(value ?? null, where);
    return list.map((item, index) => {
      const text = this.text(item, `${where}[${index}]`);
      try {
        return Ipv4Prefix.parse(text).toString();
      } catch (error) {
        if (error instanceof PrefixSyntaxError) {
          throw new InputError("ASSUMPTION_NO_PREFIX", {
            file: this.file,
            where: `${where}[${index}]`,
            given: text,
            problem: error.reason,
            nearest: error.nearest ?? "",
          });
        }
        throw error;
      }
    });
  }

  /** A misspelt key would be an assumption that silently isn't made. */
  public only(object: JsonObject, keys: readonly string[], where: string): void {
    for (const key of Object.keys(object)) {
      if (!keys.includes(key) && key !== "//") {
        const near = nearestNames(key, keys);
        throw new InputError("ASSUMPTION_UNKNOWN_KEY", { file: this.file, where, key, near, known: keys });
      }
    }
  }

  private error(where: string, expected: "object" | "list" | "name", value: unknown): InputError {
    const { file } = this;
    return value === undefined
      ? new InputError("ASSUMPTION_INCOMPLETE", { file, where, expected })
      : new InputError("ASSUMPTION_MALFORMED", {
          file,
          where,
          expected,
          given: JSON.stringify(value).slice(0, 60),
        });
  }
}
