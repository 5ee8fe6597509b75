/** `10.x.y`, the beginning of a spoke's addresses: the n-th /24 from 10.16.0.0 on. */
export function octets(index: number): string {
  return `10.${16 + (index >> 8)}.${index & 255}`;
}
