import { isUnknown } from "../model";
import { Check } from "./check";
import { CheckedNetwork } from "./checked-network";
import { isAzurerm } from "./provider";
import { SOURCES } from "./sources";

/** Arguments that take a name, and of what. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ["network_security_group_name", "azurerm_network_security_group"],
  ["private_dns_zone_name", "azurerm_private_dns_zone"],
  ["resource_group_name", "azurerm_resource_group"],
  ["route_table_name", "azurerm_route_table"],
  ["virtual_network_name", "azurerm_virtual_network"],
]);

/** Arguments that take an id, and of what. */
const IDS: ReadonlyMap<string, string> = new Map([
  ["firewall_policy_id", "azurerm_firewall_policy"],
  ["local_network_gateway_id", "azurerm_local_network_gateway"],
  ["nat_gateway_id", "azurerm_nat_gateway"],
  ["network_security_group_id", "azurerm_network_security_group"],
  ["peer_virtual_network_gateway_id", "azurerm_virtual_network_gateway"],
  ["private_dns_zone_id", "azurerm_private_dns_zone"],
  ["public_ip_address_id", "azurerm_public_ip"],
  ["remote_virtual_network_id", "azurerm_virtual_network"],
  ["route_table_id", "azurerm_route_table"],
  ["subnet_id", "azurerm_subnet"],
  ["virtual_hub_id", "azurerm_virtual_hub"],
  ["virtual_network_gateway_id", "azurerm_virtual_network_gateway"],
  ["virtual_network_id", "azurerm_virtual_network"],
]);

/** Arguments of the same name that mean something else: what they take, by the type of their resource. */
const OTHERWISE: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
  [
    "azurerm_application_gateway",
    new Map([["firewall_policy_id", "azurerm_web_application_firewall_policy"]]),
  ],
  ["azurerm_virtual_hub_route_table_route", new Map([["route_table_id", "azurerm_virtual_hub_route_table"]])],
]);

/** What else has such an id. */
const ALSO: ReadonlyMap<string, readonly string[]> = new Map([
  ["azurerm_virtual_hub", ["azurerm_route_server"]],
]);

/** `${azurerm_virtual_network.hub[0].id}`, of any module. */
const REFERENCE =
  /^\$\{((?:module\.[^.]+\.)*(?:data\.)?(azurerm_\w+)\.[\w-]+(?:\[[^\]]*\])*)(?:\.(id|name))?\}$/;

/** References that Terraform takes and the provider refuses: a name where an id is asked for, or something else's id. */
export const MISTAKEN_REFERENCE_CHECKS: readonly Check[] = [
  {
    code: "REFERENCE_MISTAKEN",
    severity: "error",
    what: {
      en: "An argument that takes a name gets an id, or one that takes an id gets a name, or the id of something else: the provider refuses it on apply",
      ja: "名前を取る引数に ID が、ID を取る引数に名前や別の種類のリソースの ID が指定されています。apply の際にプロバイダーに拒否されます",
    },
    source: SOURCES.virtualNetworkPeering,
    fix: {
      en: "Refer to the name where a name is asked for, and to the id of the right kind where an id is.",
      ja: "名前を取る引数では name を、ID を取る引数では正しい種類のリソースの id を参照してください。",
    },
    *find(network) {
      for (const { resource, argument, wanted, given, meant } of mistakes(network)) {
        const kind = NAMES.has(argument) ? { en: "name", ja: "名前" } : { en: "id", ja: "ID" };
        yield {
          resource,
          about: { argument },
          message: {
            en: `${argument} of ${resource} takes the ${kind.en} of an ${wanted}, and is ${given}.`,
            ja: `${resource} の ${argument} には ${wanted} の${kind.ja}が必要ですが、${given} が指定されています。`,
          },
          ...(meant !== undefined && {
            fix: {
              en: `Write ${argument} = ${meant}.`,
              ja: `${argument} = ${meant} としてください。`,
            },
          }),
        };
      }
    },
  },
];

export interface Mistake {
  readonly resource: string;
  readonly argument: string;
  /** The type that is asked for. */
  readonly wanted: string;
  /** As written, without marks. */
  readonly given: string;
  /** What to write instead, without marks. */
  readonly meant?: string;
}

/** Of resources of azurerm; what isn't written as one reference is never judged. */
export function* mistakes(network: CheckedNetwork): Iterable<Mistake> {
  for (const [type, resources] of network.types) {
    for (const { address: resource, arguments: values } of resources) {
      if (isAzurerm({ address: resource })) {
        for (const [arguments_, wish] of [
          [NAMES, "name"],
          [IDS, "id"],
        ] as const) {
          for (const [argument, usual] of arguments_) {
            const wanted = OTHERWISE.get(type)?.get(argument) ?? usual;
            const mistake = mistakeIn(network, values.printed(argument), wanted, wish);
            if (mistake !== undefined) {
              yield { resource, argument, wanted, ...mistake };
            }
          }
        }
      }
    }
  }
}

function mistakeIn(
  network: CheckedNetwork,
  written: string | undefined,
  wanted: string,
  wish: "id" | "name",
): Pick<Mistake, "given" | "meant"> | undefined {
  if (written === undefined) {
    return undefined;
  }
  if (!isUnknown(written)) {
    const named = wish === "id" ? resourceNamed(network, written, wanted) : undefined;
    return named === undefined ? undefined : { given: JSON.stringify(written), meant: `${named}.id` };
  }
  const [, address, type, attribute] = REFERENCE.exec(written) ?? [];
  // A plan tells what a value comes from, not what is made of it: `split("/subnets/", azurerm_subnet.x.id)[0]`.
  if (address === undefined || network.model.changes !== undefined) {
    return undefined;
  }
  const given = written.slice(2, -1);
  const isKind = type === wanted || ALSO.get(wanted)?.includes(type) === true;
  if (wish === "name") {
    // The name of anything may be meant.
    return attribute === "name" || !isKind ? undefined : { given, meant: `${address}.name` };
  }
  if (!isKind) {
    // A route's table, a peering's network: what it is written with itself.
    const behind = network
      .resource(address)
      ?.waitsFor?.filter((block) => block.startsWith(`${wanted}.`) || block.includes(`.${wanted}.`));
    const meant = behind?.length === 1 ? `${behind[0]}.id` : undefined;
    return attribute === "id" ? { given, ...(meant !== undefined && { meant }) } : undefined;
  }
  return attribute === "id" ? undefined : { given, meant: `${address}.id` };
}

/** The one resource of a type whose name stands where an id should: no id is without a slash. */
function resourceNamed(network: CheckedNetwork, written: string, type: string): string | undefined {
  const named = written.includes("/") ? [] : network.resourcesOf(type).filter(({ name }) => name === written);
  return named.length === 1 ? named[0].address : undefined;
}
