import { readConfiguration } from "../../analysis";
import { runAzureCli } from "../azure-cli";
import { CliContext } from "../context";
import { UsageError } from "../exit-code";
import { WORDS } from "../words";
import { asking, Row, rowsOf } from "./asking";

/** Kinds of rows that name what is in force, and what Azure Resource Manager lists it with. */
const LISTS: { readonly [kind: string]: string } = {
  effectiveConnectivityConfigurations: "listNetworkManagerEffectiveConnectivityConfigurations",
  effectiveSecurityAdminRules: "listNetworkManagerEffectiveSecurityAdminRules",
};
const API = "2024-05-01";

/**
 * The rows, where those that only name what a Network Manager has in force also say what that is. Azure is asked about
 * members only of which the rows leave it open.
 */
export function withNetworkManager(rows: readonly object[], context: CliContext): object[] {
  const told = Object.keys(LISTS).flatMap((kind) => rowsOf(rows, kind).map((row) => ({ kind, row })));
  if (told.length === 0) {
    return [...rows];
  }
  const open = new Set(
    readConfiguration({ data: rows, total_records: rows.length }).problems.map(
      ({ network = "", text = "" }) => `${network} ${text}`.toLowerCase(),
    ),
  );
  const answers = new Map<object, object>();
  for (const { kind, row } of told) {
    const network = row.id.replace(/\/providers\/Microsoft\.Network\/[^/]+\/[^/]+$/i, "");
    if (open.has(`${network} Microsoft.Network/${kind}`.toLowerCase())) {
      const value = asking(
        network,
        () => listOf(`${network}/${LISTS[kind]}?api-version=${API}`),
        WORDS.networkManagerUnread,
        context,
      );
      if (value !== undefined) {
        answers.set(row, withValue(row, value));
      }
    }
  }
  return rows.map((row) => answers.get(row) ?? row);
}

function withValue(row: Row, value: readonly object[]): object {
  return { ...row, properties: { ...row.properties, value } };
}

/** Every page. It is asked for with POST and changes nothing. */
function listOf(path: string): object[] {
  const found: object[] = [];
  const asked = new Set<string>();
  for (let token: string | undefined = ""; token !== undefined;) {
    asked.add(token);
    const body = JSON.stringify(token === "" ? {} : { skipToken: token });
    const { value, skipToken } = (runAzureCli(["rest", "--method", "post", "--url", path, "--body", body]) ??
      {}) as {
      readonly value?: unknown;
      readonly skipToken?: unknown;
    };
    if (!Array.isArray(value)) {
      throw new UsageError(WORDS.azNoJson);
    }
    found.push(...(value as object[]));
    token = typeof skipToken === "string" && skipToken !== "" ? skipToken : undefined;
    if (token !== undefined && asked.has(token)) {
      throw new UsageError(WORDS.azSamePage);
    }
  }
  return found;
}
