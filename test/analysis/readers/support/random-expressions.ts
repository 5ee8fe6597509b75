/** Expressions as configurations have them, of each function that the evaluator knows; the same for each run. */
export function randomExpressions(count: number): string[] {
  const random = generator(20_26);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)];
  const some = (make: () => string, least = 0, most = 4): string =>
    Array.from({ length: least + Math.floor(random() * (most - least + 1)) }, make).join(", ");
  const text = (): string =>
    pick([
      '"vnet-hub"',
      '"a"',
      '"b"',
      '""',
      '"10.0.0.0/16"',
      '"Spoke 01"',
      '"a,b,,c"',
      '"<&>"',
      '"é\\n"',
      '"7"',
    ]);
  const number = (): string => pick(["0", "1", "2", "3", "-1", "2.5", "10", "24", '"4"']);
  const truth = (): string => pick(["true", "false", "1 == 1", '"a" != "b"', "2 > 1", "!true"]);
  const prefix = (): string =>
    pick(['"10.0.0.0/8"', '"10.1.2.3/16"', '"192.168.0.0/24"', '"x"', '"10.0.0.0/33"']);
  const texts = (): string => `[${some(text)}]`;
  const numbers = (): string => `[${some(number)}]`;
  const map = (): string => pick(['{ a = "x", b = "y" }', "{}", '{ b = "z", c = 1 }', '{ "a" : "1" }']);
  const maps = (): string => pick(['{ a = ["x", "y"], b = ["x"] }', "{}"]);
  const pattern = (): string =>
    pick([
      '"[a-z]+"',
      '"(\\\\w)-(\\\\w+)"',
      '"(?P<n>\\\\d+)"',
      '"^x"',
      '"(a)|(b)"',
      '"["',
      '"\\\\."',
      '"(?i)SPOKE"',
    ]);
  const scalar = (): string => pick([text, number, truth])();
  const any = (): string => pick([text, number, truth, texts, numbers, map, () => "null"])();
  const makers: readonly (() => string)[] = [
    ...["lower", "upper", "trimspace", "title", "chomp", "strrev", "length"].map(
      (f) => () => `${f}(${text()})`,
    ),
    ...["trimprefix", "trimsuffix", "startswith", "endswith", "strcontains", "trim"].map(
      (f) => () => `${f}(${text()}, ${pick(['"a"', '"vnet-"', '"1"', '""', '"hub"'])})`,
    ),
    () => `indent(${number()}, ${text()})`,
    () => `join(${pick(['"-"', '""'])}, ${texts()})`,
    () => `split(${pick(['","', '"-"', '""'])}, ${text()})`,
    () => `substr(${text()}, ${number()}, ${number()})`,
    () =>
      `replace(${text()}, ${pick(['"a"', '"/[0-9]/"', '"/(.)-(.)/"', '""', '"/(?P<x>o)/"'])}, ${pick(['"_"', '"$1"', '"${1}"', '"$${1}x"', '"$x"', '""'])})`,
    () => `regex(${pattern()}, ${text()})`,
    () => `regexall(${pattern()}, ${text()})`,
    () =>
      `format(${pick(['"%s-%s"', '"%02d-%s"', '"%d%%%v"', '"%q:%5s"', '"%-4s|%t"', '"%.2f %s"', '"%[2]s %[1]s"', '"%x %s"', '"%s"', '"%v%v"'])}, ${scalar()}, ${any()})`,
    () => `formatlist("%s-%s", ${pick([texts, text])()}, ${pick([texts, text])()})`,
    ...["abs", "ceil", "floor", "signum", "tonumber", "tostring", "tobool"].map(
      (f) => () => `${f}(${scalar()})`,
    ),
    ...["max", "min"].map((f) => () => `${f}(${some(number, 1)})`),
    () => `sum(${numbers()})`,
    () => `pow(${number()}, ${number()})`,
    () => `log(${number()}, ${number()})`,
    () => `parseint(${pick(['"ff"', '"10"', '"-7"', '"z"'])}, ${pick(["16", "10", "2"])})`,
    () => `range(${some(number, 1, 3)})`,
    () => `cidrhost(${prefix()}, ${number()})`,
    () => `cidrnetmask(${prefix()})`,
    () => `cidrsubnet(${prefix()}, ${pick(["0", "4", "8", "-1", "30"])}, ${number()})`,
    () => `cidrsubnets(${prefix()}, ${some(() => pick(["1", "2", "4", "8", "0"]), 1)})`,
    () => `element(${texts()}, ${number()})`,
    ...["one", "toset", "tolist", "distinct", "compact", "reverse", "sort", "length"].map(
      (f) => () => `${f}(${texts()})`,
    ),
    () => `flatten([${some(() => pick([texts, numbers, text])())}])`,
    () => `index(${texts()}, ${text()})`,
    () => `contains(${texts()}, ${text()})`,
    () => `coalesce(${some(() => pick([text, () => "null"])(), 1)})`,
    () => `coalescelist(${some(texts, 1)})`,
    ...["alltrue", "anytrue"].map((f) => () => `${f}([${some(truth)}])`),
    () => `chunklist(${texts()}, ${pick(["0", "1", "2", "-1"])})`,
    () => `concat(${some(texts, 1)})`,
    () => `slice(${texts()}, ${number()}, ${number()})`,
    ...["keys", "values", "length", "tomap"].map((f) => () => `${f}(${map()})`),
    () => `merge(${some(map, 1)})`,
    () => `zipmap(${texts()}, ${numbers()})`,
    () => `lookup(${map()}, "a", "none")`,
    () => `transpose(${maps()})`,
    () => `matchkeys(${texts()}, ${texts()}, ${texts()})`,
    ...["setunion", "setintersection", "setsubtract", "setproduct"].map(
      (f) => () => `${f}(${texts()}, ${texts()})`,
    ),
    () => `jsondecode(jsonencode(${any()}))`,
    () => `base64decode(base64encode(${text()}))`,
    () => `yamldecode(${pick(['"a: 1"', '"[1, x]"', '"a: {b: yes}"', '": :"'])})`,
    ...["basename", "dirname"].map((f) => () => `${f}(${pick(['"a/b.txt"', '"a"', '"/x/y/"'])})`),
    () => `try(${any()}.a, ${scalar()})`,
    () => `can(${map()}.a)`,
    () => `${number()} ${pick(["+", "-", "*", "/", "%", "<", ">=", "==", "!="])} ${number()}`,
    () => `${truth()} ${pick(["&&", "||"])} ${truth()}`,
    () => `${any()} == ${any()}`,
    () => `${truth()} ? ${text()} : ${text()}`,
    () => `[for x in ${texts()} : upper(x) if x != "a"]`,
    () => `{ for k, v in ${map()} : v => k }`,
    () => `{ for x in ${texts()} : x => length(x)... }`,
    () => `${maps()}.a[*]`,
    () => `"%{ if ${truth()} }yes%{ else }no%{ endif }-\${${scalar()}}"`,
    () => `"%{ for x in ${texts()} ~} <\${x}> %{ endfor ~} end"`,
    () => `"$\${x} %%{y} \${${scalar()}}"`,
  ];
  return Array.from({ length: count }, (_, index) => makers[index % makers.length]());
}

/** Mulberry32. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
