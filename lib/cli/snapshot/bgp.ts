import { runAzureCli } from "../azure-cli";
import { CliContext } from "../context";
import { WORDS } from "../words";
import { asking, Row, rowsOf } from "./asking";

/** Answers of Azure's about the BGP of a gateway, or of a Route Server's peering. */
export interface BgpAnswers {
  readonly id: string;
  readonly answers: readonly unknown[];
}

/** Asks what gateways and Route Servers have learned over BGP, which no row tells. It takes minutes where there are many. */
export function bgpAnswers(rows: readonly object[], context: CliContext): BgpAnswers[] {
  const speakers: readonly [Row, readonly string[]][] = [
    ...rowsOf(rows, "virtualNetworkGateways")
      .filter(speaksBgp)
      .map((row): [Row, readonly string[]] => [row, GATEWAY]),
    ...rowsOf(rows, "virtualHubs/bgpConnections")
      .filter((peering) => isOfRouteServer(peering, rows))
      .map((row): [Row, readonly string[]] => [row, ROUTE_SERVER]),
  ];
  return speakers.flatMap(([{ id }, commands]) => {
    const answers = asking(
      id,
      () => commands.map((command) => runAzureCli([...command.split(" "), ...namesIn(id)])),
      WORDS.bgpUnread,
      context,
    );
    return answers === undefined ? [] : [{ id, answers }];
  });
}

const GATEWAY = ["network vnet-gateway list-learned-routes", "network vnet-gateway list-bgp-peer-status"];
const ROUTE_SERVER = ["network routeserver peering list-learned-routes"];

function speaksBgp({ properties = {} }: Row): boolean {
  return properties.enableBgp === true || String(properties.gatewayType).toLowerCase() === "expressroute";
}

/** A hub of Virtual WAN has peerings of that kind, too, which that command doesn't know. */
function isOfRouteServer({ id }: Row, rows: readonly object[]): boolean {
  const server = id.replace(/\/bgpConnections\/[^/]+$/i, "").toLowerCase();
  return rowsOf(rows, "virtualHubs").some(
    (hub) => hub.id.toLowerCase() === server && hub.properties?.virtualWan === undefined,
  );
}

/** What a command calls the resource with an id; in one word each, so that no name is an option. */
function namesIn(id: string): string[] {
  const [, subscription, group, parent, , name] =
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/[^/]+\/[^/]+\/([^/]+)(\/[^/]+\/([^/]+))?$/i.exec(
      id,
    ) ?? [];
  return [
    `--subscription=${subscription}`,
    `--resource-group=${group}`,
    ...(name === undefined ? [`--name=${parent}`] : [`--routeserver=${parent}`, `--name=${name}`]),
  ];
}
