/* global make, WORDS */
// The portal's effective routes blade, for one subnet at a time.

function setUpRoutes(root, data) {
  const select = root.querySelector(".routes-subnet");
  const holder = root.querySelector(".routes-holder");
  data.routeTables.forEach((table, index) => {
    const option = make("option", "", table.subnet);
    option.value = String(index);
    select.append(option);
  });
  const show = () => {
    const table = data.routeTables[Number(select.value)];
    holder.replaceChildren(table ? drawRoutes(data, table) : make("p", "quiet", WORDS.nothing));
  };
  select.addEventListener("change", show);
  for (const subnet of root.querySelectorAll(".diagram .subnet")) {
    subnet.addEventListener("click", () => {
      const index = data.routeTables.findIndex((table) => table.subnet === subnet.dataset.subnet);
      if (index < 0) return;
      select.value = String(index);
      show();
      root.querySelector(".routes").scrollIntoView({ block: "start", behavior: "smooth" });
    });
  }
  const first = data.routeTables.findIndex((table) =>
    data.endpoints.some((endpoint) => endpoint.id === table.subnet),
  );
  if (first >= 0) select.value = String(first);
  show();
  return {
    show(subnet) {
      const index = data.routeTables.findIndex((table) => table.subnet === subnet);
      if (index < 0) return;
      select.value = String(index);
      show();
    },
  };
}

function drawRoutes(data, table) {
  const drawn = make("table", "rows");
  const head = make("tr", "");
  for (const column of [...WORDS.routeColumns, WORDS.address]) {
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
    if (row.note) origin.append(make("div", "quiet", row.note));
    line.append(origin);
    body.append(line);
  });
  const thead = make("thead", "");
  thead.append(head);
  drawn.append(thead, body);
  return drawn;
}
