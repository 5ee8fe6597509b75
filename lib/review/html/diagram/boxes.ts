import { PartKind, PictureNetwork, PictureSite, PictureSubnet } from "../../picture";
import { escapeHtml } from "../escape";
import { BOX_WIDTH, Box, Point } from "./layout";
import { fitText, textWidth } from "./measure";

const HEADER = 46;
const SUBNET_HEADER = 26;
const PART = 24;
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

/** Beyond so many machines in a subnet, their number says more than their names. */
const PARTS_SHOWN = 5;

export function networkHeight(network: PictureNetwork): number {
  return network.subnets.reduce((height, subnet) => height + subnetHeight(subnet) + GAP, HEADER) + 2;
}

export const SITE_HEIGHT = SITE_HEADER;

function subnetHeight(subnet: PictureSubnet): number {
  const lines = Math.min(subnet.parts.length, PARTS_SHOWN + 1);
  return SUBNET_HEADER + lines * PART + (lines > 0 ? 4 : 0);
}

/** Where traces touch: the middle of the line of a subnet or part, by id. */
export type Anchors = Record<string, Point & { readonly halfWidth: number }>;

export function drawNetwork(network: PictureNetwork, box: Box, anchors: Anchors, slot: string): string {
  const parts = [
    `<g class="network" transform="translate(${box.x} ${box.y})"${slot && ` data-slot="${slot}"`}>`,
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
  anchors[subnet.id] = {
    x: box.x + box.width / 2,
    y: box.y + y + SUBNET_HEADER / 2,
    halfWidth: box.width / 2,
  };
  const drawn = [
    `<g class="subnet" data-subnet="${escapeHtml(subnet.id)}" transform="translate(8 ${y})">`,
    title([subnet.name, ...subnet.prefixes]),
    `<rect class="subnet-box" width="${width}" height="${subnetHeight(subnet)}" rx="4"/>`,
    text("subnet-name", 8, 17, subnet.name, 12, width - prefixWidth - 24),
    `<text class="prefix" x="${width - 8}" y="17" text-anchor="end">${escapeHtml(fitText(prefix, 11, width * 0.6))}</text>`,
  ];
  const shown = subnet.parts.length > PARTS_SHOWN + 1 ? PARTS_SHOWN : subnet.parts.length;
  subnet.parts.forEach((part, index) => {
    const line = Math.min(index, shown);
    const top = SUBNET_HEADER + line * PART;
    anchors[part.id] = {
      x: box.x + box.width / 2,
      y: box.y + y + top + PART / 2 - 2,
      halfWidth: box.width / 2,
    };
    if (index > shown || (index === shown && shown < subnet.parts.length)) {
      return;
    }
    drawn.push(
      `<g class="part ${part.kind}" transform="translate(8 ${top})">`,
      title([part.name, part.id]),
      `<rect class="part-box" width="${width - 16}" height="${PART - 4}" rx="3"/>`,
      `<rect class="badge" width="34" height="${PART - 4}" rx="3"/>`,
      `<text class="badge-text" x="17" y="14" text-anchor="middle">${PART_BADGES[part.kind]}</text>`,
      text("part-name", 42, 14, part.name, 12, width - 66),
      "</g>",
    );
  });
  if (shown < subnet.parts.length) {
    const more = subnet.parts.length - shown;
    drawn.push(`<text class="prefix" x="16" y="${SUBNET_HEADER + shown * PART + 14}">+ ${more}</text>`);
  }
  drawn.push("</g>");
  return drawn.join("");
}

export function drawSite(site: PictureSite, box: Box, anchors: Anchors): string {
  anchors[site.id] = {
    x: box.x + box.width / 2,
    y: box.y + box.height / 2,
    halfWidth: box.width / 2,
  };
  return [
    `<g class="site" transform="translate(${box.x} ${box.y})">`,
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

function text(style: string, x: number, y: number, content: string, size: number, width: number): string {
  return `<text class="${style}" x="${x}" y="${y}">${escapeHtml(fitText(content, size, width))}</text>`;
}

function title(lines: readonly string[]): string {
  return `<title>${escapeHtml(lines.filter((line) => line !== "").join("\n"))}</title>`;
}
