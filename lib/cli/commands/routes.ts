import { Command, Option } from "commander";
import { resourceNames, routeInWords, routesAsText } from "../../review";
import { CommonOptions, withCommonOptions } from "../common-options";
import { CliContext, unknownName } from "../context";
import { checkExpectations } from "../expectations";
import { LoadedNetwork, loadNetworks } from "../load";
import { byStack, whileRead, writeJson, writeSections } from "../output";
import { WORDS } from "../words";

interface RoutesOptions extends CommonOptions {
  readonly subnet?: string;
  readonly nic?: string;
  readonly json?: boolean;
}

export function routesCommand(context: CliContext): Command {
  const { language } = context;
  const command = new Command("routes")
    .description(WORDS.routes[language])
    .argument("<input...>", WORDS.input[language])
    .addOption(new Option("--subnet <vnet/subnet>", WORDS.subnet[language]).conflicts("nic"))
    .addOption(new Option("--nic <name>", WORDS.nic[language]))
    .addOption(new Option("--json", WORDS.json[language]));
  return withCommonOptions(command, language).action((inputs: string[], options: RoutesOptions) => {
    context.exitCode = printRoutes(inputs, options, context);
  });
}

function printRoutes(inputs: readonly string[], options: RoutesOptions, context: CliContext): number {
  const networks = loadNetworks(inputs, options, context);
  const conclude = checkExpectations(networks, options, context);
  const chosen = networks.map((network) => ({ network, subnets: subnetsAsked(network, options) }));
  const found = chosen.filter(({ subnets }) => subnets.length > 0);
  if (found.length === 0 && (options.subnet ?? options.nic) !== undefined) {
    throw nothingFound(networks, options);
  }
  // A subnet asked for by name is shown from the stacks that have it.
  const shown = found.length > 0 ? found : chosen;
  whileRead(() => {
    if (options.json) {
      writeJson(
        context,
        byStack(
          shown.map(({ network, subnets }) => {
            const tables = subnets.map((subnet) => [
              subnet,
              { value: (network.analysis.routesOf(subnet) ?? []).map((route) => route.row) },
            ]);
            return { name: network.name, value: Object.fromEntries(tables) as object };
          }),
        ),
      );
    } else {
      writeSections(
        context,
        shown.map(({ network, subnets }) => {
          const names = resourceNames(network.analysis.model);
          const tables = subnets.map((subnet) =>
            routesAsText(
              subnet,
              (network.analysis.routesOf(subnet) ?? []).map((route) => routeInWords(route, names)),
              context.language,
            ),
          );
          return { name: network.name, text: tables.join("\n\n") };
        }),
      );
    }
  });
  return conclude();
}

function subnetsAsked({ analysis }: LoadedNetwork, { subnet, nic }: RoutesOptions): string[] {
  if (nic !== undefined) {
    const found = analysis.subnetOfNic(nic);
    return found === undefined ? [] : [found];
  }
  const all = analysis.subnets;
  if (subnet === undefined) {
    return all.map((entry) => entry.id);
  }
  const wanted = subnet.toLowerCase();
  return all
    .filter((entry) => entry.id.toLowerCase() === wanted || entry.address === subnet)
    .map((entry) => entry.id);
}

function nothingFound(networks: readonly LoadedNetwork[], options: RoutesOptions): Error {
  if (options.nic !== undefined) {
    const nics = networks.flatMap(({ analysis }) =>
      analysis.model.networkInterfaces.map((nic) => nic.name ?? nic.address),
    );
    return unknownName(WORDS.unknownNic, options.nic, nics);
  }
  const subnets = networks.flatMap(({ analysis }) => analysis.subnets.map((entry) => entry.id));
  return unknownName(WORDS.unknownSubnet, options.subnet ?? "", subnets);
}
