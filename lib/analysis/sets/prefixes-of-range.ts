import { Ipv4Prefix } from "../../cidr";

/** The fewest prefixes that are a range together. */
export function prefixesOfRange([first, last]: readonly [number, number]): Ipv4Prefix[] {
  const found: Ipv4Prefix[] = [];
  for (let next = first; next <= last;) {
    let length = 32;
    while (length > 0) {
      const wider = Ipv4Prefix.containing(next, length - 1);
      if (wider.first !== next || wider.last > last) {
        break;
      }
      length--;
    }
    found.push(Ipv4Prefix.containing(next, length));
    next += 2 ** (32 - length);
  }
  return found;
}
