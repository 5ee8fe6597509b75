import { formatIpv4, Ipv4Prefix } from "../../../cidr";
import { Scalar } from "../terraform/value";
import { numberOf, Refused, textOf } from "./scalars";

type Arguments = readonly (Scalar | Scalar[])[];

/** Functions of IPv4 prefixes; what they do with IPv6 is unknown here. */
export const ADDRESS_FUNCTIONS: Record<string, (args: Arguments) => Scalar | Scalar[] | undefined> = {
  cidrhost: ([prefix, host]) => {
    const parsed = prefixOf(prefix);
    const number = whole(host);
    const offset = parsed && number < 0 ? parsed.size + number : number;
    return parsed && formatIpv4(within(offset, parsed.size) + parsed.first);
  },
  cidrnetmask: ([prefix]) => {
    const parsed = prefixOf(prefix);
    return parsed && formatIpv4(2 ** 32 - parsed.size);
  },
  cidrsubnet: ([prefix, newBits, number]) => {
    const parsed = prefixOf(prefix);
    const bits = whole(newBits);
    const length = (parsed?.length ?? 0) + bits;
    if (bits < 0) {
      // Terraform takes the prefix around it, and leaves the address as it is.
      return parsed && length >= 0 && whole(number) === 0
        ? `${formatIpv4(parsed.first)}/${length}`
        : undefined;
    }
    if (parsed && length > 32) {
      throw new Refused();
    }
    const at = within(whole(number), 2 ** bits);
    return parsed && `${formatIpv4(parsed.first + at * 2 ** (32 - length))}/${length}`;
  },
  cidrsubnets: ([prefix, ...newBits]) => {
    const parsed = prefixOf(prefix);
    return parsed && oneAfterAnother(parsed, newBits.flat().map(whole));
  },
};

/** Subnets one after another, each where it may begin. */
function oneAfterAnother(prefix: Ipv4Prefix, newBits: readonly number[]): string[] {
  let next = prefix.first;
  return newBits.map((bits) => {
    const length = prefix.length + bits;
    const size = 2 ** (32 - length);
    const first = Math.ceil(next / size) * size;
    next = first + size;
    if (bits < 1 || length > 32 || next > prefix.last + 1) {
      throw new Refused();
    }
    return `${formatIpv4(first)}/${length}`;
  });
}

/** The prefix with the bits of its host set to zero, as Terraform takes it; `undefined` for IPv6. */
function prefixOf(value: Scalar | Scalar[]): Ipv4Prefix | undefined {
  const text = Array.isArray(value) ? "" : textOf(value);
  if (text.includes(":")) {
    return undefined;
  }
  const [, address, length] = /^(\d+\.\d+\.\d+\.\d+)\/(\d+)$/.exec(text) ?? [];
  const host = address === undefined ? undefined : Ipv4Prefix.tryParse(`${address}/32`);
  if (!host || Number(length) > 32) {
    throw new Refused();
  }
  return Ipv4Prefix.containing(host.first, Number(length));
}

function whole(value: Scalar | Scalar[]): number {
  const number = Array.isArray(value) ? NaN : numberOf(value);
  if (!Number.isInteger(number)) {
    throw new Refused();
  }
  return number;
}

function within(number: number, count: number): number {
  if (number < 0 || number >= count) {
    throw new Refused();
  }
  return number;
}
