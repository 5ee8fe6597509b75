import { Trial } from "./trial";
import { editable } from "./writing/references";

/** Networks of the pair, and tables on its way, that no edit can change: no azurerm resources that the input declares. */
export function unwritableOf(trial: Trial): readonly string[] {
  const passed = trial.ways.flatMap(({ decisions }) => decisions.map(({ subnet }) => subnet));
  const subnets = [trial.from.subnet, trial.to.subnet, ...passed].filter((subnet) => subnet !== undefined);
  const addresses = subnets.flatMap(({ virtualNetwork, routeTable }) => [
    virtualNetwork.address,
    ...(routeTable === undefined ? [] : [routeTable.address]),
  ]);
  return [...new Set(addresses)].filter((address) => editable(trial, address) === undefined);
}
