/* global document, make, say, label, fill, WORDS */
// The grid of who can talk to whom: alike endpoints are one line, and a filter takes single ones out of it.

const LINES_SHOWN = 40;
const GROUP_FROM = 16;
const WIDE_UP_TO = 6;

const VERDICTS = { R: "REACHABLE", A: "ASYMMETRIC", O: "ONE_WAY", B: "BLOCKED", C: "CONDITIONAL" };

function verdictOf(data, from, to) {
  return VERDICTS[data.verdicts[from * data.endpoints.length + to]];
}

/** Lines of the grid: endpoints that match the filter each for itself, the others by groups. */
function linesOf(data, filter, grouped) {
  const wanted = filter.trim().toLowerCase();
  const matches = (index) => {
    const { id, prefixes, address } = data.endpoints[index];
    return [id, address, ...prefixes].some((text) => text.toLowerCase().includes(wanted));
  };
  if (!grouped) {
    return data.endpoints
      .map((_, index) => index)
      .filter((index) => wanted === "" || matches(index))
      .map((index) => ({ members: [index] }));
  }
  if (wanted === "") return data.groups.map((members) => ({ members }));
  const single = [];
  const rest = [];
  for (const group of data.groups) {
    const found = group.filter(matches);
    const others = group.filter((index) => !found.includes(index));
    for (const index of found) single.push({ members: [index] });
    if (others.length > 0) rest.push({ members: others });
  }
  return [...single, ...rest];
}

function setUpMatrix(root, data, onSelect) {
  const holder = root.querySelector(".matrix-holder");
  const filter = root.querySelector(".filter");
  const grouping = root.querySelector(".grouping");
  const notice = root.querySelector(".matrix-notice");
  const alike = data.groups.some((group) => group.length > 1);
  grouping.checked = alike && data.endpoints.length > GROUP_FROM;
  grouping.closest("label").hidden = !alike || data.endpoints.length <= WIDE_UP_TO;
  filter.closest("label").hidden = data.endpoints.length <= WIDE_UP_TO;
  let selected;

  const draw = () => {
    const all = linesOf(data, filter.value, grouping.checked);
    const lines = all.slice(0, LINES_SHOWN);
    say(
      notice,
      all.length > lines.length
        ? fill(WORDS.linesShown, { shown: lines.length, all: all.length })
        : all.length === 0
          ? WORDS.noMatch
          : "",
    );
    holder.replaceChildren(drawGrid(data, lines, lines.length <= WIDE_UP_TO, onSelect));
    // Words where they fit, else signs: a cell that has to be scrolled to is not seen.
    if (holder.scrollWidth > holder.clientWidth)
      holder.replaceChildren(drawGrid(data, lines, false, onSelect));
    const marked = [...holder.querySelectorAll(".word")].some((word) => word.textContent.includes("*"));
    if (marked) holder.append(make("p", "quiet", WORDS.otherWithin));
    mark();
  };
  const mark = () => {
    const cells = [...holder.querySelectorAll("td[data-from]")];
    const holds = (list, index) => list.split(",").includes(String(index));
    const chosen = selected
      ? cells.find(({ dataset }) => holds(dataset.from, selected[0]) && holds(dataset.to, selected[1]))
      : undefined;
    for (const cell of cells) {
      cell.setAttribute("aria-selected", String(cell === chosen));
      cell.tabIndex = -1;
    }
    const entry = chosen ?? cells[0];
    if (entry) entry.tabIndex = 0;
  };
  filter.addEventListener("input", draw);
  grouping.addEventListener("change", draw);
  holder.addEventListener("keydown", (event) => moveInGrid(event, holder));
  draw();
  return {
    draw,
    select(from, to) {
      selected = [from, to];
      mark();
    },
  };
}

function drawGrid(data, lines, wide, onSelect) {
  const table = make("table", wide ? "matrix" : "matrix compact");
  table.setAttribute("role", "grid");
  label(table, WORDS.whoTalks);
  const head = make("tr", "");
  head.append(make("th", "", WORDS.fromAbove));
  for (const line of lines) head.append(headerCell(data, line, "col"));
  const body = make("tbody", "");
  for (const from of lines) {
    const row = make("tr", "");
    row.append(headerCell(data, from, "row"));
    for (const to of lines) row.append(drawCell(data, from, to, wide, onSelect));
    body.append(row);
  }
  const thead = make("thead", "");
  thead.append(head);
  table.append(thead, body);
  return table;
}

function headerCell(data, line, scope) {
  const { id } = data.endpoints[line.members[0]];
  const cut = id.lastIndexOf("/");
  const cell = make("th", "");
  cell.scope = scope;
  cell.title = line.members
    .map((index) => data.endpoints[index].id)
    .slice(0, 30)
    .join("\n");
  cell.append(make("span", "net", cut < 0 ? "" : id.slice(0, cut)), make("span", "", id.slice(cut + 1)));
  if (line.members.length > 1) {
    cell.append(make("span", "net", fill(WORDS.andLike, { count: line.members.length - 1 })));
  }
  return cell;
}

/** A pair that stands for a block: across two networks, if any is, and whether it differs within one. */
function blockOf(data, from, to) {
  const network = (index) => data.endpoints[index].network;
  const find = (same) => {
    for (const source of from) {
      const target = to.find((index) => index !== source && (network(index) === network(source)) === same);
      if (target !== undefined) return [source, target];
    }
    return undefined;
  };
  const [across, within] = [find(false), find(true)];
  if (!across && !within) return undefined;
  const differs = across && within && verdictOf(data, ...across) !== verdictOf(data, ...within);
  return { example: across ?? within, mark: differs ? "*" : "" };
}

function drawCell(data, from, to, wide, onSelect) {
  const cell = make("td", "");
  cell.setAttribute("role", "gridcell");
  const block = blockOf(data, from.members, to.members);
  if (!block) {
    cell.className = "self";
    cell.setAttribute("aria-hidden", "true");
    return cell;
  }
  const { mark } = block;
  const [source, target] = block.example;
  const verdict = verdictOf(data, source, target);
  const pair = data.pairFor(source, target);
  const words = WORDS.verdicts[verdict];
  cell.className = verdict;
  cell.dataset.from = from.members.join(",");
  cell.dataset.to = to.members.join(",");
  const way = pair && verdict !== "BLOCKED" ? wayOf(pair) : undefined;
  if (wide) {
    cell.append(
      make("span", "word", {
        en: `${words.sign} ${words.en}${mark}`,
        ja: `${words.sign} ${words.ja}${mark}`,
      }),
    );
    if (way) cell.append(make("span", "way", way));
  } else {
    cell.append(make("span", "word", `${words.sign} ${words.letter}${mark}`));
  }
  label(
    cell,
    fill(WORDS.cellLabel, {
      from: data.endpoints[source].id,
      to: data.endpoints[target].id,
      verdict: words,
      way: way ? { en: `, ${way.en}`, ja: `、${way.ja}` } : "",
    }),
  );
  cell.title = `${data.endpoints[source].id} → ${data.endpoints[target].id}`;
  const choose = () => onSelect(source, target);
  cell.addEventListener("click", () => {
    cell.focus();
    choose();
  });
  cell.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    choose();
  });
  return cell;
}

function wayOf(pair) {
  return pair.through.length > 0 ? fill(WORDS.through, { names: pair.through.join(", ") }) : WORDS.directly;
}

/** Arrow keys, Home and End walk the grid; one cell at a time is in the tab order. */
function moveInGrid(event, holder) {
  const cell = event.target.closest("td");
  if (!cell) return;
  const rows = [...holder.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("td")]);
  let row = rows.findIndex((cells) => cells.includes(cell));
  let column = rows[row].indexOf(cell);
  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const inside = () => rows[row] !== undefined && rows[row][column] !== undefined;
  let next;
  if (steps[event.key]) {
    const [down, right] = steps[event.key];
    do {
      row += down;
      column += right;
    } while (inside() && rows[row][column].classList.contains("self"));
    next = inside() ? rows[row][column] : undefined;
  } else if (event.key === "Home" || event.key === "End") {
    const cells = (event.ctrlKey ? rows.flat() : rows[row]).filter((other) => other.dataset.from);
    next = event.key === "Home" ? cells[0] : cells[cells.length - 1];
  } else {
    return;
  }
  event.preventDefault();
  if (!next) return;
  cell.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}
