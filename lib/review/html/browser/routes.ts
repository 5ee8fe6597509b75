// The portal's effective routes blade, for one subnet at a time.

import { ReviewRouteTable } from "../../document";
import { PHRASES } from "../../phrases";
import { ROUTE_COLUMNS } from "../../portal-words";
import { PageNetwork } from "../page-data";
import { find, findAll, make } from "./dom";

/** Paper takes so many tables; of more, the one that is shown. */
const TABLES_PRINTED = 16;

export interface RoutesView {
  draw(): void;
  drawForPrint(): void;
  show(subnet: string): void;
}

export function setUpRoutes(root: ParentNode, data: PageNetwork): RoutesView {
  const select = find<HTMLSelectElement>(root, ".routes-subnet");
  const holder = find(root, ".routes-holder");
  data.routeTables.forEach((table, index) => {
    const option = make("option", "", table.subnet);
    option.value = String(index);
    select.append(option);
  });
  const chosen = (): ReviewRouteTable | undefined => data.routeTables[Number(select.value)];
  const draw = () => {
    const table = chosen();
    holder.replaceChildren(table ? drawRoutes(data, table) : make("p", "quiet", PHRASES.nothing));
  };
  const drawForPrint = () => {
    const table = chosen();
    const all = data.routeTables.length <= TABLES_PRINTED ? data.routeTables : table ? [table] : [];
    const left = data.routeTables.length - all.length;
    holder.replaceChildren(
      ...all.flatMap((each) => [make("h4", "", each.subnet), drawRoutes(data, each)]),
      ...(left > 0 ? [make("p", "quiet", PHRASES.tablesNotPrinted({ count: left }))] : []),
    );
  };
  const show = (subnet: string): boolean => {
    const index = data.routeTables.findIndex((table) => table.subnet === subnet);
    if (index >= 0) {
      select.value = String(index);
      draw();
    }
    return index >= 0;
  };
  select.addEventListener("change", draw);
  for (const subnet of findAll<SVGElement>(root, ".diagram .subnet")) {
    subnet.addEventListener("click", () => {
      if (show(subnet.dataset.subnet ?? "")) {
        find(root, ".routes").scrollIntoView({ block: "start", behavior: "smooth" });
      }
    });
  }
  const first = data.routeTables.findIndex((table) =>
    data.endpoints.some((endpoint) => endpoint.id === table.subnet),
  );
  if (first >= 0) {
    select.value = String(first);
  }
  draw();
  return { draw, drawForPrint, show };
}

function drawRoutes(data: PageNetwork, table: ReviewRouteTable): HTMLTableElement {
  const head = make("tr", "");
  for (const column of [...ROUTE_COLUMNS, PHRASES.address]) {
    const cell = make("th", "", column);
    cell.scope = "col";
    head.append(cell);
  }
  const body = make("tbody", "");
  table.rows.forEach((index, place) => {
    const row = data.routeRows[index];
    const line = make("tr", row.active ? "" : "invalid");
    row.cells.forEach((text, column) =>
      line.append(make("td", column === 2 || column >= 4 ? "mono" : "", text)),
    );
    const origin = make("td", "mono", data.routeOrigins[table.origins[place]] ?? "");
    if (row.note) {
      origin.append(make("div", "quiet", row.note));
    }
    line.append(origin);
    body.append(line);
  });
  return make("table", "rows", make("thead", "", head), body);
}
