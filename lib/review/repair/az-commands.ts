import { Edit, EditArguments, EditValue } from "../../analysis";
import { shellWord } from "../../text/shell-word";
import { visible } from "../../text/visible";

type Flags = { readonly [property: string]: string };

/** Commands of the Azure CLI for a kind, and its options for what a new one says. */
interface Kind {
  readonly group: string;
  /** The option that names what it lies in. */
  readonly owner?: string;
  readonly flags: Flags;
  /** What lies in it, each by a command of its own. */
  readonly inside?: string;
}

const KINDS: { readonly [path: string]: Kind } = {
  virtualNetworks: { group: "network vnet", flags: {} },
  "virtualNetworks/subnets": {
    group: "network vnet subnet",
    owner: "vnet-name",
    flags: {
      "routeTable.id": "route-table",
      "networkSecurityGroup.id": "network-security-group",
      "natGateway.id": "nat-gateway",
      addressPrefix: "address-prefixes",
      addressPrefixes: "address-prefixes",
    },
  },
  "virtualNetworks/virtualNetworkPeerings": {
    group: "network vnet peering",
    owner: "vnet-name",
    flags: {
      "remoteVirtualNetwork.id": "remote-vnet",
      allowVirtualNetworkAccess: "allow-vnet-access",
      allowForwardedTraffic: "allow-forwarded-traffic",
      allowGatewayTransit: "allow-gateway-transit",
      useRemoteGateways: "use-remote-gateways",
    },
  },
  routeTables: {
    group: "network route-table",
    flags: { location: "location", disableBgpRoutePropagation: "disable-bgp-route-propagation" },
    inside: "routes",
  },
  "routeTables/routes": {
    group: "network route-table route",
    owner: "route-table-name",
    flags: {
      addressPrefix: "address-prefix",
      nextHopType: "next-hop-type",
      nextHopIpAddress: "next-hop-ip-address",
    },
  },
  networkSecurityGroups: {
    group: "network nsg",
    flags: { location: "location" },
    inside: "securityRules",
  },
  "networkSecurityGroups/securityRules": {
    group: "network nsg rule",
    owner: "nsg-name",
    flags: {
      priority: "priority",
      direction: "direction",
      access: "access",
      protocol: "protocol",
      sourceAddressPrefix: "source-address-prefixes",
      sourceAddressPrefixes: "source-address-prefixes",
      sourcePortRange: "source-port-ranges",
      sourcePortRanges: "source-port-ranges",
      destinationAddressPrefix: "destination-address-prefixes",
      destinationAddressPrefixes: "destination-address-prefixes",
      destinationPortRange: "destination-port-ranges",
      destinationPortRanges: "destination-port-ranges",
    },
  },
  networkInterfaces: { group: "network nic", flags: {} },
};

/** Edits of what is deployed as commands of the Azure CLI, one or more of each, in their order. */
export function azCommands(edits: readonly Edit[]): string[] {
  return edits.flatMap(commandsOf).map((words) => visible(["az", ...words.map(shellWord)].join(" ")));
}

type Words = readonly string[];

function commandsOf(edit: Edit): Words[] {
  if (edit.op === "create") {
    return created(String(edit.arguments.id), edit.arguments);
  }
  const { id = edit.address } = edit;
  const whole = edit.op === "set" ? edit.argument : (edit.block ?? "");
  const list = /\/([^/]+)\/[^/]+$/.exec(id)?.[1] ?? "";
  const inside = new RegExp(`^properties\\.${list}\\[\\d+\\](?:\\.|$)`);
  const path = whole.replace(inside, "");
  if (edit.op === "remove") {
    const [, before, index] = /^(.*)\[(\d+)\]$/.exec(path) ?? [];
    return path === ""
      ? [["resource", "delete", "--ids", id]]
      : [updating(id, "--remove", before === undefined ? [path] : [before, index])];
  }
  if (edit.op === "append") {
    const child = `${id}/${path.replace(/^properties\./, "")}/${String(edit.value.name)}`;
    return kindOf(child)?.owner === undefined
      ? [updating(id, "--add", [path, JSON.stringify(edit.value)])]
      : created(child, edit.value);
  }
  const flag = kindOf(id)?.flags[path.replace(/^properties\./, "")];
  return /\.id$/.test(path) && flag !== undefined
    ? [[...kindOf(id)!.group.split(" "), "update", "--ids", id, `--${flag}`, ...texts(edit.value)]]
    : [updating(id, "--set", [path, settingOf(edit.value)])];
}

/** What has commands of its own is called without `properties` there. */
function updating(id: string, how: string, [path, ...rest]: Words): Words {
  const kind = kindOf(id);
  const at = kind === undefined ? path : path.replaceAll("properties.", "");
  const words = how === "--set" ? [`${at}=${rest.join("")}`] : [at, ...rest];
  return [...(kind?.group ?? "resource").split(" "), "update", "--ids", id, how, ...words];
}

function created(id: string, { name, properties, ...all }: EditArguments): Words[] {
  const kind = kindOf(id);
  const rest = Object.fromEntries(Object.entries(all).filter(([one]) => one !== "type" && one !== "id"));
  const { [kind?.inside ?? ""]: inside = [], ...own } = properties as EditArguments;
  const said = kind && optionsOf({ ...rest, ...own }, kind.flags);
  const [, subscription, group, path] =
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/[^/]+\/(.*)$/i.exec(id) ?? [];
  const names = (path ?? "").split("/").filter((_each, index) => index % 2 === 1);
  // The CLI takes what begins so for the name of a file, or for an option.
  const isOdd = [group, ...names].some((one) => /^[@-]/.test(one ?? "@"));
  if (kind === undefined || said === undefined || isOdd) {
    const object = JSON.stringify({ ...rest, properties });
    return [["resource", "create", "--id", id, "--is-full-object", "--properties", object]];
  }
  const where = ["--subscription", subscription, "--resource-group", group];
  const owner = kind.owner === undefined ? [] : [`--${kind.owner}`, names[0]];
  return [
    [...kind.group.split(" "), "create", ...where, ...owner, "--name", String(name), ...said],
    ...(inside as EditArguments[]).flatMap((one) => created(`${id}/${kind.inside}/${String(one.name)}`, one)),
  ];
}

/** As options; nothing where one has none. */
function optionsOf(given: EditArguments, flags: Flags): Words | undefined {
  const all = Object.entries(given).map(([property, value]) => {
    const inner = typeof value === "object" && value !== null && "id" in value ? value.id : undefined;
    const flag = flags[inner === undefined ? property : `${property}.id`];
    return flag === undefined ? undefined : [`--${flag}`, ...texts(inner ?? value)];
  });
  return all.every((one) => one !== undefined) ? all.flat() : undefined;
}

function texts(value: EditValue): readonly string[] {
  return [value].flat().map(String);
}

function settingOf(value: EditValue): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function kindOf(id: string): Kind | undefined {
  const [, path = ""] = /\/providers\/Microsoft\.Network\/(.*)$/i.exec(id) ?? [];
  const kinds = path.split("/").filter((_, index) => index % 2 === 0);
  const known = Object.keys(KINDS).find((one) => one.toLowerCase() === kinds.join("/").toLowerCase());
  return known === undefined ? undefined : KINDS[known];
}
