/* global makeSvg */
// Draws both ways of a pair into the diagram, with the same numbers as the hops in words.

/**
 * Two boxes of a stack stand for any two of its members: they take the names of the two asked about, and the
 * places of the two (`pair`) whose explanation answers for them.
 */
function placeInStacks(root, data, asked, pair) {
  const anchors = { ...data.anchors };
  data.stacks.forEach((stack, index) => {
    const memberOf = (endpoint) =>
      stack.findIndex((member) => member.subnets.some((subnet) => subnet.id === data.endpoints[endpoint].id));
    const named = twoMembers(asked.map(memberOf));
    const placed = twoMembers(pair.map(memberOf));
    [0, 1].forEach((place) => {
      const drawn = stack[place];
      renameBox(root.querySelector(`[data-slot="${index}-${place}"]`), stack[named[place]]);
      stack[placed[place]].subnets.forEach((subnet, line) => {
        const home = drawn.subnets[line];
        if (!home) return;
        anchors[subnet.id] = data.anchors[home.id];
        subnet.parts.forEach((part, position) => {
          const known = home.parts[position];
          if (known) anchors[part.id] = data.anchors[known.id];
        });
      });
    });
  });
  return anchors;
}

/** Each box keeps a member of its own, also when only one end of the pair is in this stack. */
function twoMembers([source, target]) {
  const first = source >= 0 ? source : target === 0 ? 1 : 0;
  if (target >= 0 && target !== first) return [first, target];
  return [first, first === 0 ? 1 : 0];
}

function renameBox(box, network) {
  if (!box) return;
  box.querySelector(".name").textContent = network.name;
  box.querySelector(".prefix").textContent = network.prefixes.slice(0, 2).join(", ");
  [...box.querySelectorAll(".subnet")].forEach((drawn, index) => {
    const subnet = network.subnets[index];
    if (!subnet) return;
    drawn.dataset.subnet = subnet.id;
    drawn.querySelector(".subnet-name").textContent = subnet.name;
    drawn.querySelector(".prefix").textContent = subnet.prefixes.slice(0, 2).join(", ");
    [...drawn.querySelectorAll(".part-name")].forEach((text, place) => {
      if (subnet.parts[place]) text.textContent = subnet.parts[place].name;
    });
  });
}

function drawTraces(root, data, from, to) {
  const layer = root.querySelector(".traces");
  if (!layer) return;
  const pair = data.pairFor(from, to);
  layer.replaceChildren();
  for (const drawn of root.querySelectorAll(".subnet.endpoint")) drawn.classList.remove("endpoint");
  if (!pair || from === to) return;
  const anchors = placeInStacks(root, data, [from, to], [pair.from, pair.to]);
  for (const drawn of root.querySelectorAll(".subnet")) {
    const here = [data.endpoints[from].id, data.endpoints[to].id].includes(drawn.dataset.subnet);
    drawn.classList.toggle("endpoint", here);
  }
  const goal = data.endpoints[pair.to].id;
  layer.append(drawWay("there", pair.forward, anchors, goal));
  if (pair.back) layer.append(drawWay("back", pair.back, anchors, data.endpoints[pair.from].id));
}

/** Points of a way: each hop's subnet, and what takes the packet there. */
function pointsOf(trace, anchors) {
  const points = [];
  trace.hops.forEach((hop, index) => {
    const at = anchors[hop.at];
    const previous = trace.hops[index - 1];
    // A hop taken over by an appliance is where that appliance already is.
    if (at && !(previous && previous.via && anchors[previous.via]))
      points.push({ place: at, number: index + 1 });
    else if (points.length > 0) points[points.length - 1].number = index + 1;
    if (hop.via && anchors[hop.via]) points.push({ place: anchors[hop.via], number: index + 2 });
  });
  const last = trace.hops[trace.hops.length - 1];
  // A destination after an appliance has its own place.
  if (last && trace.delivered && anchors[last.at] && points[points.length - 1]?.place !== anchors[last.at]) {
    points.push({ place: anchors[last.at], number: trace.hops.length });
  }
  return points;
}

function drawWay(direction, trace, anchors, goal) {
  const group = makeSvg("g", { class: `trace ${direction}` });
  const points = pointsOf(trace, anchors);
  // The two ways run beside each other: a little above and a little below the middle of each line.
  const shift = direction === "there" ? -8 : 8;
  const marks = [];
  const mark = (spot, text, lost) => {
    if (marks.some((known) => known.x === spot.x && known.y === spot.y)) return;
    marks.push(spot);
    const label = makeSvg("text", { x: spot.x, y: spot.y + 3.5, "text-anchor": "middle" });
    label.textContent = text;
    group.append(makeSvg("circle", { cx: spot.x, cy: spot.y, r: 8.5, class: lost ? "lost" : "" }), label);
  };
  const legs = points.slice(1).map((point, index) => {
    return { leg: legBetween(points[index].place, point.place, shift), from: points[index], to: point };
  });
  for (const { leg } of legs) group.append(makeSvg("path", { d: leg.path }));
  const end = points[points.length - 1];
  const lost = !trace.delivered && end !== undefined;
  if (lost && anchors[goal] && anchors[goal] !== end.place) {
    const leg = legBetween(end.place, anchors[goal], shift);
    group.append(makeSvg("path", { d: leg.path, class: "lost" }));
    mark(leg.start, "×", true);
  } else if (lost && legs.length === 0) {
    mark({ x: end.place.x + end.place.halfWidth, y: end.place.y + shift }, "×", true);
  }
  for (const { leg, from, to } of legs) {
    mark(leg.start, String(from.number), false);
    mark(leg.end, lost && to === end ? "×" : String(to.number), lost && to === end);
  }
  return group;
}

/**
 * A curve between the edges of two lines, so that it runs between the boxes rather than over names:
 * between the edges that face each other, or, where one box is above the other, along the side to which
 * the lower one leans.
 */
function legBetween(from, to, shift) {
  const gap = Math.abs(from.x - to.x) - from.halfWidth - to.halfWidth;
  const [upper, lower] = from.y <= to.y ? [from, to] : [to, from];
  const lean = lower.x === upper.x ? Math.sign(-shift) : Math.sign(lower.x - upper.x);
  const facing = gap > 16;
  const side = (here, there) => (facing ? Math.sign(there.x - here.x) : lean);
  const start = { x: from.x + from.halfWidth * side(from, to), y: from.y + shift };
  const end = { x: to.x + to.halfWidth * side(to, from), y: to.y + shift };
  const drop = Math.abs(from.y - to.y);
  const out = facing ? gap / 2 : Math.min(26 + drop / 2.5, 62 + drop / 6, 118) + shift / 2;
  const path = `M${start.x} ${start.y}C${start.x + out * side(from, to)} ${start.y} ${end.x + out * side(to, from)} ${end.y} ${end.x} ${end.y}`;
  return { start, end, path };
}
