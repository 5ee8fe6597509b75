import { NetworkModel } from "../analysis";
import { LocalizedText } from "../analysis/result";
import { keptWith } from "../collections/kept-with";
import { inBoth } from "./language";

/** Azure names by Terraform address, of what a route can point at. */
export type ResourceNames = ReadonlyMap<string, string>;

export const resourceNames = keptWith(namesIn);

function namesIn(model: NetworkModel): ResourceNames {
  const named = [
    ...model.firewalls,
    ...model.loadBalancers,
    ...model.networkInterfaces,
    ...model.virtualMachines,
    ...model.virtualNetworkGateways,
    ...model.localNetworkGateways,
    ...model.routeServers,
    ...model.virtualWan.hubs,
    ...model.virtualWan.gateways,
    ...model.virtualWan.sites,
  ];
  return new Map(
    named.flatMap(({ address, name }) => (name === undefined ? [] : [[address, name] as const])),
  );
}

const ADDRESS = String.raw`(?:module\.[\w-]+(?:\["[^"\]]*"\]|\[\d+\])?\.)*(?:data\.)?[a-z]\w*\.[\w-]+(?:\["[^"\]]*"\]|\[\d+\])?`;
/** `${azurerm_firewall.hub.ip_configuration[0].private_ip_address}`: an address that is known only after apply. */
const EXPRESSION = new RegExp(String.raw`\$\{(${ADDRESS})\.[^{}]*\}(/\d+)?`, "g");
const MENTION = new RegExp(String.raw`(?<![\w.$\{])${ADDRESS}`, "g");

/** A prefix is not the resource itself. */
const PREFIX = {
  en: (name: string, length: string) => `an address of ${name}, ${length}`,
  ja: (name: string, length: string) => `${name} のアドレス ${length}`,
};

/** What apply will know the address of, by its name: "10.0.0.0/8 → afw-hub01". */
export function withNamesOfNextHops(text: LocalizedText, names: ResourceNames): LocalizedText {
  return text.en.includes("${")
    ? inBoth((language) =>
        text[language].replace(EXPRESSION, (expression, address: string, length: string | undefined) => {
          const name = names.get(address);
          return name === undefined
            ? expression
            : length === undefined
              ? name
              : PREFIX[language](name, length);
        }),
      )
    : text;
}

/** What is meant by an address, by its name. */
export function withNames(text: LocalizedText, names: ResourceNames): LocalizedText {
  return inBoth((language) => text[language].replace(MENTION, (address) => names.get(address) ?? address));
}
