import { MarkKind, PartKind, PictureMark, PictureNetwork, PictureSite, PictureSubnet } from "../../picture";
import { escapeHtml } from "../escape";
import { Anchors } from "./drawing";
import { BOX_WIDTH, Box } from "./geometry";
import { fitText, textWidth } from "./measure";

const HEADER = 46;
const SUBNET_HEADER = 26;
const PART = 24;
const MARKS = 20;
const GAP = 8;
const SITE_HEADER = 52;

/** Two or three letters, since a sign at this size is read more surely than an icon. */
export const PART_BADGES: Readonly<Record<PartKind, string>> = {
  firewall: "FW",
  appliance: "NVA",
  loadBalancer: "LB",
  gateway: "GW",
  routeServer: "RS",
  bastion: "BAS",
  virtualMachine: "VM",
  privateEndpoint: "PE",
};

const MARK_BADGES: Readonly<Record<MarkKind, string>> = {
  securityGroup: "NSG",
  routeTable: "RT",
  natGateway: "NAT",
  publicAddress: "PIP",
};

/** Beyond so many machines in a subnet, their number says more than their names. */
const PARTS_SHOWN = 5;

export function networkHeight(network: PictureNetwork): number {
  return network.subnets.reduce((height, subnet) => height + subnetHeight(subnet) + GAP, HEADER) + 2;
}

export const SITE_HEIGHT = SITE_HEADER;

function subnetHeight(subnet: PictureSubnet): number {
  const lines = Math.min(subnet.parts.length, PARTS_SHOWN + 1);
  return partsTop(subnet) + lines * PART + (lines > 0 ? 4 : 0);
}

function partsTop({ marks = [] }: PictureSubnet): number {
  return SUBNET_HEADER + (marks.length > 0 ? MARKS : 0);
}

export function drawNetwork(network: PictureNetwork, box: Box, anchors: Anchors, slot: string): string {
  const parts = [
    `<g class="network" data-box="${escapeHtml(network.id)}" transform="translate(${box.x} ${box.y})"${slot && ` data-slot="${slot}"`}>`,
    title([network.name, ...network.prefixes, network.region ?? "", network.id]),
    `<rect class="box" width="${box.width}" height="${box.height}" rx="6"/>`,
    text("name", 12, 20, network.name, 13, regionRoom(network)),
    network.region === undefined
      ? ""
      : `<text class="region" x="${BOX_WIDTH - 12}" y="20" text-anchor="end">${escapeHtml(network.region)}</text>`,
    text("prefix", 12, 37, prefixLine(network.prefixes), 11, BOX_WIDTH - 24),
  ];
  let y = HEADER;
  for (const subnet of network.subnets) {
    parts.push(drawSubnet(subnet, y, box, anchors));
    y += subnetHeight(subnet) + GAP;
  }
  parts.push("</g>");
  return parts.join("");
}

function drawSubnet(subnet: PictureSubnet, y: number, box: Box, anchors: Anchors): string {
  const width = BOX_WIDTH - 16;
  const prefix = prefixLine(subnet.prefixes);
  const prefixWidth = Math.min(textWidth(prefix, 11), width * 0.55);
  anchors[subnet.id] = { box: box.id, y: y + SUBNET_HEADER / 2 };
  const drawn = [
    `<g class="subnet" data-subnet="${escapeHtml(subnet.id)}" transform="translate(8 ${y})">`,
    title([subnet.name, ...subnet.prefixes]),
    `<rect class="subnet-box" width="${width}" height="${subnetHeight(subnet)}" rx="4"/>`,
    text("subnet-name", 8, 17, subnet.name, 12, width - prefixWidth - 24),
    `<text class="prefix" x="${width - 8}" y="17" text-anchor="end">${escapeHtml(fitText(prefix, 11, width * 0.6))}</text>`,
    drawMarks(subnet.marks ?? [], width),
  ];
  const shown = subnet.parts.length > PARTS_SHOWN + 1 ? PARTS_SHOWN : subnet.parts.length;
  subnet.parts.forEach((part, index) => {
    const line = Math.min(index, shown);
    const top = partsTop(subnet) + line * PART;
    anchors[part.id] = { box: box.id, y: y + top + PART / 2 - 2 };
    if (index > shown || (index === shown && shown < subnet.parts.length)) {
      return;
    }
    const marks = part.marks ?? [];
    drawn.push(
      `<g class="part ${part.kind}" transform="translate(8 ${top})">`,
      title([part.name, part.id, ...marks.map(inFull)]),
      `<rect class="part-box" width="${width - 16}" height="${PART - 4}" rx="3"/>`,
      `<rect class="badge" width="34" height="${PART - 4}" rx="3"/>`,
      `<text class="badge-text" x="17" y="14" text-anchor="middle">${PART_BADGES[part.kind]}</text>`,
      text("part-name", 42, 14, part.name, 12, width - 66 - marks.length * (BADGE + 4)),
      ...marks.map((mark, place) => badge(mark.kind, width - 20 - (place + 1) * (BADGE + 4), 3)),
      "</g>",
    );
  });
  if (shown < subnet.parts.length) {
    const more = subnet.parts.length - shown;
    drawn.push(`<text class="prefix" x="16" y="${partsTop(subnet) + shown * PART + 14}">+ ${more}</text>`);
  }
  drawn.push("</g>");
  return drawn.join("");
}

const BADGE = 28;

/** What is bound to a subnet, side by side below its name. */
function drawMarks(marks: readonly PictureMark[], width: number): string {
  const room = (width - 16) / Math.max(1, marks.length);
  return marks
    .map((mark, index) => {
      const x = 8 + index * room;
      return [
        `<g class="mark">${title([inFull(mark)])}${badge(mark.kind, x, SUBNET_HEADER - 2)}`,
        text("mark-name", x + BADGE + 5, SUBNET_HEADER + 9, mark.name, 11, room - BADGE - 10),
        "</g>",
      ].join("");
    })
    .join("");
}

function badge(kind: MarkKind, x: number, y: number): string {
  return `<g class="mark-badge ${kind}"><rect x="${x}" y="${y}" width="${BADGE}" height="14" rx="3"/><text x="${x + BADGE / 2}" y="${y + 11}" text-anchor="middle">${MARK_BADGES[kind]}</text></g>`;
}

function inFull({ kind, name }: PictureMark): string {
  return `${MARK_BADGES[kind]} ${name}`;
}

export function drawSite(site: PictureSite, box: Box, anchors: Anchors): string {
  anchors[site.id] = { box: box.id, y: box.height / 2 };
  return [
    `<g class="site" data-box="${escapeHtml(site.id)}" transform="translate(${box.x} ${box.y})">`,
    title([site.id, ...site.prefixes]),
    `<rect class="box" width="${box.width}" height="${box.height}" rx="6"/>`,
    text("name", 12, 21, site.name, 13, BOX_WIDTH - 24),
    text("prefix", 12, 39, prefixLine(site.prefixes), 11, BOX_WIDTH - 24),
    "</g>",
  ].join("");
}

/** The first prefixes that fit, and how many more there are. */
export function prefixLine(prefixes: readonly string[]): string {
  const shown = prefixes.slice(0, 2).join(", ");
  return prefixes.length > 2 ? `${shown} +${prefixes.length - 2}` : shown;
}

function regionRoom(network: PictureNetwork): number {
  return BOX_WIDTH - 32 - textWidth(network.region ?? "", 11);
}

/** How much wider than others bold letters are. */
const BOLD = 1.15;

function text(style: string, x: number, y: number, content: string, size: number, width: number): string {
  const fitted = fitText(content, style === "name" ? size * BOLD : size, width);
  return `<text class="${style}" x="${x}" y="${y}">${escapeHtml(fitted)}</text>`;
}

function title(lines: readonly string[]): string {
  const written = lines.filter((line) => line !== "").map(escapeHtml);
  return `<title>${written.join("\n")}</title>`;
}
