import { Command, Option } from "commander";
import { readJsonValue, verifyRoutes } from "../../analysis";
import { agrees, verificationAsText } from "../../review";
import { CommonOptions, withCommonOptions } from "../common-options";
import { CliContext, unknownName } from "../context";
import { EXIT, UsageError } from "../exit-code";
import { checkExpectations } from "../expectations";
import { naming } from "../file-cause";
import { LoadedNetwork, loadNetworks } from "../load";
import { whileRead, writeSections } from "../output";
import { WORDS } from "../words";

interface VerifyOptions extends CommonOptions {
  readonly nic: string;
  readonly actual: string;
}

export function verifyCommand(context: CliContext): Command {
  const { language } = context;
  const command = new Command("verify")
    .description(WORDS.verify[language])
    .argument("<input>", WORDS.input[language])
    .addOption(new Option("--nic <name>", WORDS.nicCompared[language]).makeOptionMandatory())
    .addOption(new Option("--actual <file>", WORDS.actual[language]).makeOptionMandatory());
  return withCommonOptions(command, language).action((input: string, options: VerifyOptions) => {
    context.exitCode = printVerification(input, options, context);
  });
}

function printVerification(input: string, options: VerifyOptions, context: CliContext): number {
  const { language } = context;
  const networks = loadNetworks(input, options, context);
  const { network, subnet } = subnetOf(networks, options.nic);
  const actual = readJsonValue(options.actual);
  const predicted = network.analysis.routesOf(subnet) ?? [];
  const result = naming(options.actual, () => verifyRoutes(predicted, actual));
  whileRead(() =>
    writeSections(context, [{ name: network.name, text: verificationAsText(subnet, result, language) }]),
  );
  const expectations = checkExpectations(networks, options, context);
  return agrees(result) ? expectations : EXIT.expectationFailed;
}

/** A NIC belongs to one network; the same name in several stacks is a question that only the user can answer. */
function subnetOf(
  networks: readonly LoadedNetwork[],
  nic: string,
): { network: LoadedNetwork; subnet: string } {
  const found = networks.flatMap((network) => {
    const subnet = network.analysis.subnetOfNic(nic);
    return subnet === undefined ? [] : [{ network, subnet }];
  });
  if (found.length > 1) {
    throw new UsageError(
      WORDS.stackNeeded({
        count: found.length,
        nic: JSON.stringify(nic),
        names: found.map(({ network }) => network.name).join(", "),
      }),
    );
  }
  if (found.length === 1) {
    return found[0];
  }
  const known = networks.flatMap(({ analysis }) =>
    analysis.model.networkInterfaces.map(({ name, address }) => name ?? address),
  );
  throw unknownName(WORDS.unknownNic, nic, [...new Set(known)]);
}
