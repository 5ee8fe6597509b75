import { Block, Terraform } from "./terraform";

/** Arguments that azurerm reads as attributes though people write them as blocks: a plan does not tell their parts apart. */
const ATTRIBUTES_AS_BLOCKS = ["route", "security_rule", "subnet"];

const REFERENCE = /\b(?:data\.)?azurerm_\w+\.\w+(?:\[[^\]]+\]|\.\w+)*/g;

interface Resource {
  readonly address: string;
  readonly mode: "managed";
  readonly type: string;
  readonly name: string;
  readonly body: Block;
}

/** What `terraform show -json` says of a plan that creates everything: ids and computed addresses are unknown. */
export function planOf(terraform: Terraform): Block {
  const resources = resourcesOf(terraform);
  const resolve = (text: string): unknown => resolveReference(text, terraform, false);
  return {
    format_version: "1.2",
    terraform_version: "1.9.0",
    planned_values: {
      root_module: {
        resources: resources.map(({ body, ...it }) => ({ ...it, values: known(body, resolve) })),
      },
    },
    resource_changes: resources.map(({ body, ...it }) => ({
      ...it,
      change: {
        actions: ["create"],
        before: null,
        after: known(body, resolve),
        after_unknown: { id: true, ...(unknown(body, resolve) as Block) },
      },
    })),
    configuration: {
      root_module: {
        resources: resources.map(({ body, ...it }) => ({ ...it, expressions: expressions(body) })),
      },
    },
  };
}

/** What it says of a state: everything is known. */
export function stateOf(terraform: Terraform): Block {
  const resolve = (text: string): unknown => resolveReference(text, terraform, true);
  return {
    format_version: "1.0",
    terraform_version: "1.9.0",
    values: {
      root_module: {
        resources: resourcesOf(terraform).map(({ body, ...it }) => ({
          ...it,
          values: { ...(known(body, resolve) as Block), ...computed(it.type, it.name, body, terraform) },
        })),
      },
    },
  };
}

function resourcesOf(terraform: Terraform): Resource[] {
  return Object.entries(terraform.resource).flatMap(([type, named]) =>
    Object.entries(named).map(([name, body]) => ({
      address: `${type}.${name}`,
      mode: "managed" as const,
      type,
      name,
      body,
    })),
  );
}

function computed(type: string, name: string, body: Block, terraform: Terraform): Block {
  const id = azureId(type, name, body);
  if (type === "azurerm_firewall") {
    const [configuration, ...more] = body.ip_configuration as Block[];
    return {
      id,
      ip_configuration: [
        {
          ...configuration,
          private_ip_address: firewallAddress(name, terraform),
          subnet_id: undefinedReference(configuration.subnet_id),
        },
        ...more,
      ],
    };
  }
  return type === "azurerm_route_server" ? { id, virtual_router_ips: ROUTE_SERVER_ADDRESSES } : { id };
}

/** The fifth address of its subnet, as Azure has it. */
function firewallAddress(network: string, terraform: Terraform): string {
  const [prefix] = terraform.resource.azurerm_subnet[`${network}_AzureFirewallSubnet`]
    .address_prefixes as string[];
  return prefix.replace(/0\/\d+$/, "4");
}

const ROUTE_SERVER_ADDRESSES = ["10.0.3.4", "10.0.3.5"];

function undefinedReference(value: unknown): unknown {
  const subnet = /azurerm_subnet\.(\w+?)_(\w+)\.id/.exec(String(value));
  return subnet === null ? value : subnetAzureId(subnet[1], subnet[2]);
}

function subnetAzureId(network: string, subnet: string): string {
  return `${azureIdOf("Microsoft.Network/virtualNetworks", network)}/subnets/${subnet}`;
}

function azureIdOf(type: string, name: string): string {
  return `/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/${type}/${name}`;
}

function azureId(type: string, name: string, body: Block): string {
  switch (type) {
    case "azurerm_virtual_network":
      return azureIdOf("Microsoft.Network/virtualNetworks", String(body.name));
    case "azurerm_subnet":
      return subnetAzureId(name.slice(0, name.indexOf("_")), String(body.name));
    default:
      return azureIdOf(`Microsoft.Network/${type.replace("azurerm_", "")}`, name);
  }
}

/** The value of `${…}`; undefined where only apply tells. */
function resolveReference(text: string, terraform: Terraform, applied: boolean): unknown {
  const [, type, name, path] = /^\$\{(?:tolist\()?(azurerm_\w+)\.(\w+)\.(.*)\}$/.exec(text) ?? [];
  const body = terraform.resource[type ?? ""]?.[name ?? ""];
  if (body === undefined) {
    return undefined;
  }
  if (path === "name") {
    return body.name;
  }
  if (!applied) {
    return undefined;
  }
  if (path === "id") {
    return azureId(type, name, body);
  }
  if (type === "azurerm_firewall") {
    return firewallAddress(name, terraform);
  }
  if (type === "azurerm_route_server") {
    return ROUTE_SERVER_ADDRESSES[0];
  }
  if (type === "azurerm_network_interface") {
    return (body.ip_configuration as Block[])[0].private_ip_address;
  }
  if (type === "azurerm_lb") {
    return (body.frontend_ip_configuration as Block[])[0].private_ip_address;
  }
  return undefined;
}

const isReference = (value: unknown): value is string => typeof value === "string" && value.includes("${");

function known(value: unknown, resolve: (text: string) => unknown): unknown {
  if (isReference(value)) {
    return resolve(value);
  }
  if (Array.isArray(value)) {
    return value.map((item) => known(item, resolve) ?? null);
  }
  if (value === null || typeof value !== "object") {
    return value;
  }
  const entries = Object.entries(value).map(([key, item]) => [key, known(item, resolve)] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}

function unknown(value: unknown, resolve: (text: string) => unknown): unknown {
  if (isReference(value)) {
    return resolve(value) === undefined;
  }
  if (Array.isArray(value)) {
    return value.map((item) => unknown(item, resolve));
  }
  if (value === null || typeof value !== "object") {
    return false;
  }
  const entries = Object.entries(value).map(([key, item]) => [key, unknown(item, resolve)] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== false));
}

function expressions(body: Block): Block {
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => {
      const isBlocks =
        Array.isArray(value) && value.some((item) => item !== null && typeof item === "object");
      return [
        key,
        isBlocks && !ATTRIBUTES_AS_BLOCKS.includes(key) ? value.map(expressions) : expression(value),
      ];
    }),
  );
}

function expression(value: unknown): Block {
  const text = JSON.stringify(value);
  if (!text.includes("${")) {
    return { constant_value: value };
  }
  const found = [...text.matchAll(REFERENCE)].map(([reference]) => reference);
  return {
    references: found.flatMap((reference) => [reference, reference.split(".").slice(0, 2).join(".")]),
  };
}
