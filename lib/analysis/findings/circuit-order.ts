import { groupBy } from "../../collections/group-by";
import { blockAddress } from "../model";
import { Check } from "./check";
import { CheckedNetwork } from "./checked-network";
import { areMadeAtOnce, awaiting, created, Race } from "./races";
import { SOURCES } from "./sources";

/** Circuits that Terraform joins to one gateway of a hub at once. */
export const CIRCUIT_ORDER_CHECKS: readonly Check[] = [
  {
    code: "CIRCUITS_CONNECTED_AT_ONCE",
    severity: "warning",
    what: {
      en: "Connections of one ExpressRoute gateway in a hub are created at once: Azure takes one after the other and refuses the rest (AnotherOperationInProgress)",
      ja: "ハブの 1 つの ExpressRoute ゲートウェイに、複数の接続が同時に作成されます。Azure は 1 つずつしか受け付けず、残りは拒否されます（AnotherOperationInProgress）",
    },
    source: SOURCES.circuitsAtOnce,
    fix: {
      en: "Let one connection wait for the other by depends_on; instances of one block can't, so apply with -parallelism=1, or again.",
      ja: "depends_on で接続を順に作成してください。同じブロックのインスタンス同士は待てないため、-parallelism=1 で apply するか、再度 apply してください。",
    },
    *find(network) {
      for (const { later, earlier } of circuitRaces(network)) {
        yield {
          resource: later.address,
          message: {
            en: `${later.address} and ${earlier[0]} join circuits to one gateway, and neither waits for the other: Azure refuses one while the other runs (409, AnotherOperationInProgress).`,
            ja: `${later.address} と ${earlier[0]} は同じゲートウェイに回線を接続しますが、互いを待ちません。同時に作成すると、一方が拒否されます（409、AnotherOperationInProgress）。`,
          },
          ...(blockAddress(later.address) !== blockAddress(earlier[0]) && {
            fix: awaiting(later.address, earlier, {
              en: "; or apply again",
              ja: "（失敗したら再度 apply してください）",
            }),
          }),
        };
      }
    },
  },
];

/** Connections with the one before them at the same gateway, where nothing makes them wait for each other. */
export function circuitRaces(network: CheckedNetwork): Race[] {
  const circuits = created(
    network,
    network.model.virtualWan.branches.filter(
      ({ address, gateway, perhaps }) =>
        /(^|\.)azurerm_express_route_connection\./.test(address) && gateway !== undefined && !perhaps,
    ),
  );
  return [...groupBy(circuits, ({ gateway }) => gateway).values()].flatMap((some) =>
    some.slice(1).flatMap((later, index): Race[] => {
      const { address } = some[index];
      return areMadeAtOnce(network, later.address, address) ? [{ later, earlier: [address] }] : [];
    }),
  );
}
