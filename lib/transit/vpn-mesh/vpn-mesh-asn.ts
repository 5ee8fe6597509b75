import { PRIVATE_ASNS } from "../../azure/autonomous-systems";

const FIRST = PRIVATE_ASNS.first;
const COUNT = PRIVATE_ASNS.last - FIRST + 1;

/**
 * The autonomous system number of a spoke's gateway, derived from the spoke's name alone: no other spoke
 * that comes, goes or moves can change it, which would cut all its tunnels.
 *
 * The number at the end of a name counts on from where the rest of it hashes to, so `spoke01` to `spoke99`
 * never collide with each other; different stems may, and then one needs a number of its own.
 */
export function asnFromName(name: string): number {
  const [, stem, digits] = /^(.*?)(\d{0,6})$/s.exec(name.toLowerCase())!;
  return FIRST + ((hash(stem) + Number(digits)) % COUNT);
}

/** The next private number that nobody has, to propose in a message. */
export function nextFreeAsn(asn: number, taken: ReadonlySet<number>): number {
  const start = asn >= FIRST && asn < FIRST + COUNT ? asn - FIRST : 0;
  let step = 0;
  while (step < COUNT && taken.has(FIRST + ((start + step) % COUNT))) {
    step += 1;
  }
  return FIRST + ((start + step) % COUNT);
}

/** FNV-1a, 32 bits: small, and the same for ever. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of Buffer.from(text)) {
    value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  }
  return value;
}
