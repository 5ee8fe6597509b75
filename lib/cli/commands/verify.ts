import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { Command, Option } from "commander";
import { readJsonValue, Verification, verifyRoutes } from "../../analysis";
import { agrees, verificationAsText } from "../../review";
import { CommonOptions, withCommonOptions } from "../common-options";
import { CliContext, unknownName } from "../context";
import { EXIT, UsageError } from "../exit-code";
import { checkExpectations } from "../expectations";
import { naming } from "../file-cause";
import { LoadedNetwork, loadNetworks } from "../load";
import { Section, whileRead, writeSections } from "../output";
import { WORDS } from "../words";

interface VerifyOptions extends CommonOptions {
  readonly nic?: string;
  readonly actual: string;
}

export function verifyCommand(context: CliContext): Command {
  const { language } = context;
  const command = new Command("verify")
    .description(WORDS.verify[language])
    .argument("<input...>", WORDS.input[language])
    .addOption(new Option("--nic <name>", WORDS.nicCompared[language]))
    .addOption(new Option("--actual <file>", WORDS.actual[language]).makeOptionMandatory());
  return withCommonOptions(command, language).action((inputs: string[], options: VerifyOptions) => {
    context.exitCode = printVerification(inputs, options, context);
  });
}

function printVerification(inputs: readonly string[], options: VerifyOptions, context: CliContext): number {
  const networks = loadNetworks(inputs, options, context);
  const conclude = checkExpectations(networks, options, context);
  const files = filesOf(options);
  const compared = files.map(({ nic, file }): Compared => {
    const { network, subnet } = subnetOf(networks, nic);
    const actual = readJsonValue(file);
    const predicted = network.analysis.routesOf(subnet) ?? [];
    return { nic, subnet, result: naming(file, () => verifyRoutes(predicted, actual)) };
  });
  whileRead(() => writeSections(context, sectionsOf(compared, context)));
  const expectations = conclude();
  return compared.every(({ result }) => agrees(result)) ? expectations : EXIT.expectationFailed;
}

/** The routes of one NIC, predicted and reported. */
interface Compared {
  readonly nic: string;
  readonly subnet: string;
  readonly result: Verification;
}

/** The file of the NIC that is named, or one of each NIC in a folder, called as the NIC is. */
function filesOf({ nic, actual }: VerifyOptions): { readonly nic: string; readonly file: string }[] {
  const isFolder = actual !== "-" && statSync(actual, { throwIfNoEntry: false })?.isDirectory() === true;
  if (!isFolder) {
    if (nic === undefined) {
      throw new UsageError(WORDS.nicNeeded);
    }
    return [{ nic, file: actual }];
  }
  const found = readdirSync(actual)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => ({ nic: name.replace(/\.json$/, ""), file: join(actual, name) }))
    .filter((one) => nic === undefined || one.nic === nic);
  if (found.length === 0) {
    throw new UsageError(WORDS.noRouteFiles({ folder: actual }));
  }
  return found;
}

/** One NIC as before; of several, those that differ, and how many agree. */
function sectionsOf(compared: readonly Compared[], { language }: CliContext): Section[] {
  if (compared.length === 1) {
    const [{ nic, subnet, result }] = compared;
    return [{ name: nic, text: verificationAsText(subnet, result, language) }];
  }
  const differing = compared.filter(({ result }) => !agrees(result));
  const agreeing = (compared.length - differing.length).toLocaleString(language);
  const summary = WORDS.nicsAgree({ agreeing, all: compared.length.toLocaleString(language) })[language];
  return [
    ...differing.map(({ nic, subnet, result }) => ({
      name: nic,
      text: verificationAsText(subnet, result, language),
    })),
    { name: WORDS.inAll[language], text: summary },
  ];
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
