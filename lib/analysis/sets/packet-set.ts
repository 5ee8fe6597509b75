import { Protocol } from "../result";
import { AddressRange, AddressSet, formatRange } from "./address-set";

/** Protocols as numbers, so that a set of packets is a set of boxes. */
const TCP = 0;
const UDP = 1;
const ICMP = 2;
const OTHER = 3;

/** ICMP has no ports: it matches a rule only where that says `*`, or `0-65535`, which is how Azure itself writes it. */
const NO_PORT = -1;
const LAST_PORT = 65535;
const FIRST_EPHEMERAL_PORT = 1024;

type Range = readonly [number, number];

/** Source, destination, protocol, source port, destination port. */
type Box = readonly [Range, Range, Range, Range, Range];

/** What a filter rule matches. */
export interface PacketMatch {
  readonly sources: AddressSet;
  readonly destinations: AddressSet;
  readonly protocols: readonly Range[];
  readonly sourcePorts: readonly Range[];
  readonly destinationPorts: readonly Range[];
}

/** A set of packets: what is left of the question after each filter on the way (D2). */
export class PacketSet {
  public static readonly NONE = new PacketSet([]);

  /** The packets that a question is about. */
  public static of(
    sources: AddressSet,
    destinations: AddressSet,
    protocol: Protocol,
    port: number | undefined,
  ): PacketSet {
    const ports: Range = port === undefined ? [1, LAST_PORT] : [port, port];
    const ephemeral: Range = [FIRST_EPHEMERAL_PORT, LAST_PORT];
    return PacketSet.product(sources, destinations, (box) => protocolBoxes(protocol, box, ephemeral, ports));
  }

  /** The replies to packets from `destinations`: they go to an ephemeral port (D4). */
  public static replies(
    sources: AddressSet,
    destinations: AddressSet,
    protocol: Protocol,
    port: number | undefined,
  ): PacketSet {
    const ports: Range = port === undefined ? [1, LAST_PORT] : [port, port];
    const ephemeral: Range = [FIRST_EPHEMERAL_PORT, LAST_PORT];
    return PacketSet.product(sources, destinations, (box) => protocolBoxes(protocol, box, ports, ephemeral));
  }

  private static product(
    sources: AddressSet,
    destinations: AddressSet,
    boxesOf: (addresses: readonly [Range, Range]) => Box[],
  ): PacketSet {
    const boxes = sources.ranges.flatMap((source) =>
      destinations.ranges.flatMap((destination) => boxesOf([source, destination])),
    );
    return new PacketSet(boxes);
  }

  private constructor(private readonly boxes: readonly Box[]) {}

  public get isEmpty(): boolean {
    return this.boxes.length === 0;
  }

  /** Whether packets from an address are among them. */
  public hasSource(address: number): boolean {
    return this.boxes.some(([[first, last]]) => first <= address && address <= last);
  }

  public get sources(): readonly AddressRange[] {
    return this.boxes.map(([source]) => source);
  }

  public get destinations(): readonly AddressRange[] {
    return this.boxes.map(([, destination]) => destination);
  }

  /** As a rule writes them: `443`, `1000-2000`. */
  public get destinationPorts(): readonly string[] {
    return [...new Set(this.boxes.map(({ 4: [first, last] }) => `${Math.max(first, 0)}-${last}`))];
  }

  /** An address that some of them are from. */
  public get someSource(): number | undefined {
    return this.boxes[0]?.[0][0];
  }

  /** The same packets with other addresses: what source translation leaves. */
  public withSources(sources: AddressSet): PacketSet {
    const boxes = this.boxes.flatMap((box) =>
      sources.ranges.map((source): Box => [source, box[1], box[2], box[3], box[4]]),
    );
    return new PacketSet(boxes);
  }

  /** The same packets to other addresses, and to another port where one is given: what a load balancer makes of them. */
  public withDestinations(destinations: AddressSet, port?: number): PacketSet {
    const boxes = this.boxes.flatMap((box) =>
      destinations.ranges.map((destination): Box => [
        box[0],
        destination,
        box[2],
        box[3],
        port === undefined ? box[4] : [port, port],
      ]),
    );
    return new PacketSet(boxes);
  }

  /** Which packets they are besides their addresses: protocols and ports, as a text. */
  public get kinds(): string {
    return [...new Set(this.boxes.map((box) => box.slice(2).join()))].sort().join(" ");
  }

  /** Splits into what a rule matches and what it leaves. */
  public split(match: PacketMatch): { readonly matched: PacketSet; readonly rest: PacketSet } {
    const matched: Box[] = [];
    let rest: Box[] = [];
    for (const box of this.boxes) {
      const hits = boxesOfMatch(match, box);
      matched.push(...hits);
      let left: Box[] = [box];
      for (const hit of hits) {
        left = left.flatMap((piece) => subtract(piece, hit));
      }
      rest = rest.concat(left);
    }
    return { matched: new PacketSet(matched), rest: new PacketSet(rest) };
  }

  public concat(other: PacketSet): PacketSet {
    return new PacketSet([...this.boxes, ...other.boxes]);
  }

  /** The packets of either set, each once. */
  public union(other: PacketSet): PacketSet {
    const news = this.boxes.reduce<readonly Box[]>(
      (left, box) => left.flatMap((piece) => subtract(piece, box)),
      other.boxes,
    );
    return new PacketSet([...this.boxes, ...news]);
  }

  /** Whether some packets are in both sets. */
  public intersects(other: PacketSet): boolean {
    return this.boxes.some((box) => other.boxes.some((hole) => !areDisjoint(box, hole)));
  }

  /** Says what is special about the set, compared with all that was asked about: `TCP 443 from 10.10.0.4`. */
  public describe(whole: PacketSet, most = 3): string {
    const all = whole.bounds();
    const boxes = whole.collapse(0, whole.collapse(1, this.boxes));
    const texts = boxes.slice(0, most).map((box) => describeBox(box, all));
    const unique = [...new Set(texts)];
    return unique.join("; ") + (boxes.length > most ? " …" : "");
  }

  /** Boxes that have all of this set's ranges in one dimension, and are else the same, as one. */
  private collapse(dimension: 0 | 1, boxes: readonly Box[]): readonly Box[] {
    const wanted = new Set(this.boxes.map((box) => box[dimension].join()));
    if (wanted.size < 2) {
      return boxes;
    }
    const { [dimension]: span } = this.bounds();
    const groups = new Map<string, Box[]>();
    for (const box of boxes) {
      const key = box.filter((_, i) => i !== dimension).join(" ");
      groups.set(key, [...(groups.get(key) ?? []), box]);
    }
    return [...groups.values()].flatMap((group) => {
      const found = new Set(group.map((box) => box[dimension].join()));
      const isWhole = [...wanted].every((range) => found.has(range));
      const [source, destination, ...rest] = group[0];
      const whole: Box = dimension === 0 ? [span, destination, ...rest] : [source, span, ...rest];
      return isWhole ? [whole] : group;
    });
  }

  private bounds(): Box {
    const span = (dimension: number): Range => [
      Math.min(...this.boxes.map((box) => box[dimension][0])),
      Math.max(...this.boxes.map((box) => box[dimension][1])),
    ];
    return [span(0), span(1), span(2), span(3), span(4)];
  }
}

/** Ranges of a rule's protocol: `*`, `Any`, `All`, `Tcp`, `Udp`, `Icmp`; others never match TCP, UDP or ICMP. */
export function protocolRanges(names: readonly string[]): Range[] {
  return names.map((name): Range => {
    switch (name.toLowerCase()) {
      case "*":
      case "any":
      case "all":
        return [TCP, OTHER];
      case "tcp":
        return [TCP, TCP];
      case "udp":
        return [UDP, UDP];
      case "icmp":
        return [ICMP, ICMP];
      default:
        return [OTHER, OTHER];
    }
  });
}

/** Ranges of a rule's ports: `*` (or `0-65535`), `443`, `1000-2000`. */
export function portRanges(texts: readonly string[]): Range[] {
  const ranges: Range[] = [];
  for (const text of texts) {
    if (/^(\*|any|0+-65535)$/i.test(text.trim())) {
      return [[NO_PORT, LAST_PORT]];
    }
    const parts = /^(\d+)(?:-(\d+))?$/.exec(text.trim());
    if (parts !== null) {
      ranges.push([Number(parts[1]), Number(parts[2] ?? parts[1])]);
    }
  }
  return ranges;
}

/** Any port, and ICMP. */
export const ANY_PORT: readonly Range[] = [[NO_PORT, LAST_PORT]];

/** Every packet. */
export const ANY_PACKET: PacketMatch = {
  sources: AddressSet.ALL,
  destinations: AddressSet.ALL,
  protocols: protocolRanges(["*"]),
  sourcePorts: ANY_PORT,
  destinationPorts: ANY_PORT,
};

function protocolBoxes(
  protocol: Protocol,
  [source, destination]: readonly [Range, Range],
  sourcePorts: Range,
  destinationPorts: Range,
): Box[] {
  const none: Range = [NO_PORT, NO_PORT];
  const tcp: Box = [source, destination, [TCP, TCP], sourcePorts, destinationPorts];
  const udp: Box = [source, destination, [UDP, UDP], sourcePorts, destinationPorts];
  const icmp: Box = [source, destination, [ICMP, ICMP], none, none];
  const other: Box = [source, destination, [OTHER, OTHER], none, none];
  switch (protocol) {
    case "tcp":
      return [tcp];
    case "udp":
      return [udp];
    case "icmp":
      return [icmp];
    case "any":
      return [tcp, udp, icmp, other];
  }
}

function boxesOfMatch(match: PacketMatch, box: Box): Box[] {
  const hits: Box[] = [];
  const sources = match.sources.clip(box[0][0], box[0][1]);
  const destinations = sources.length === 0 ? [] : match.destinations.clip(box[1][0], box[1][1]);
  if (destinations.length === 0) {
    return hits;
  }
  const protocols = clipRanges(match.protocols, box[2]);
  const sourcePorts = clipRanges(match.sourcePorts, box[3]);
  const destinationPorts = clipRanges(match.destinationPorts, box[4]);
  for (const source of sources) {
    for (const destination of destinations) {
      for (const protocol of protocols) {
        for (const sourcePort of sourcePorts) {
          for (const destinationPort of destinationPorts) {
            hits.push([source, destination, protocol, sourcePort, destinationPort]);
          }
        }
      }
    }
  }
  // Overlapping entries of one rule (443, 400-500) must not count twice.
  return hits.reduce<Box[]>((disjoint, hit) => {
    let pieces: Box[] = [hit];
    for (const known of disjoint) {
      pieces = pieces.flatMap((piece) => subtract(piece, known));
    }
    disjoint.push(...pieces);
    return disjoint;
  }, []);
}

function clipRanges(ranges: readonly Range[], [first, last]: Range): Range[] {
  const clipped: Range[] = [];
  for (const [from, to] of ranges) {
    if (from <= last && to >= first) {
      clipped.push([Math.max(from, first), Math.min(to, last)]);
    }
  }
  return clipped;
}

function areDisjoint(one: Box, other: Box): boolean {
  return one.some((range, i) => range[0] > other[i][1] || range[1] < other[i][0]);
}

/** What is left of a box without another: at most two pieces per dimension. */
function subtract(box: Box, hole: Box): Box[] {
  if (areDisjoint(box, hole)) {
    return [box];
  }
  const pieces: Box[] = [];
  const core: Range[] = [...box];
  for (let i = 0; i < box.length; i++) {
    const [first, last] = core[i];
    if (first < hole[i][0]) {
      pieces.push(replace(core, i, [first, hole[i][0] - 1]));
    }
    if (last > hole[i][1]) {
      pieces.push(replace(core, i, [hole[i][1] + 1, last]));
    }
    core[i] = [Math.max(first, hole[i][0]), Math.min(last, hole[i][1])];
  }
  return pieces;
}

function replace(box: readonly Range[], dimension: number, range: Range): Box {
  return box.map((old, i) => (i === dimension ? range : old)) as unknown as Box;
}

function describeBox(box: Box, all: Box): string {
  const parts: string[] = [];
  const differs = (i: number): boolean => box[i][0] !== all[i][0] || box[i][1] !== all[i][1];
  const protocol = ["TCP", "UDP", "ICMP", "other protocols"];
  const isOneProtocol = box[2][0] === box[2][1];
  if (differs(2) || differs(4)) {
    const ports = portText(box[4]);
    parts.push(differs(4) && box[4][0] !== NO_PORT ? `${protocol[box[2][0]]} ${ports}` : protocol[box[2][0]]);
  }
  if (differs(3)) {
    parts.push(`source port ${portText(box[3])}`);
  }
  if (differs(0)) {
    parts.push(arrow(box[0], "←"));
  }
  if (differs(1)) {
    parts.push(arrow(box[1], "→"));
  }
  // A sentence doesn't begin with an arrow.
  return parts.length > 0 && !differs(2) && !differs(4)
    ? [isOneProtocol ? protocol[box[2][0]] : "*", ...parts].join(" ")
    : parts.join(" ");
}

function portText([first, last]: Range): string {
  return first === last ? `${first}` : `${first}-${last}`;
}

function arrow([first, last]: AddressRange, sign: string): string {
  return `${sign} ${formatRange(first, last)}`;
}
