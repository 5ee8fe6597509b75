import { fork } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { cpuUsage } from "node:process";
import { runCli } from "../lib/cli/program";
import { labConfiguration } from "../test/cli/support/lab-configuration";
import { asAzure, asTemplate, Resources } from "../test/support/azure-shapes";
import { asClassicPreview, asNativeStack } from "../test/support/pulumi-shapes";
import { root } from "./run";

/**
 * Throws broken and hostile input of every shape at every command: `npm run fuzz -- [seconds] [seed]`. Each answer must
 * have a documented exit code, no stack trace, no secret and nothing that a terminal or a runner acts on, and come in time.
 */
const SECONDS = Number(process.argv[2] ?? 60);
const SEED = Number(process.argv[3] ?? Date.now() % 1_000_000);
/** Of one case; what takes longer hangs. */
const CPU_SECONDS = 15;
const WALL_MILLISECONDS = 90_000;
const LARGEST_SEED_FILE = 300_000;
const SECRET = "Fuzz-s3cret-value";

interface Case {
  readonly args: readonly string[];
  readonly number: number;
}

/** mulberry32: the same cases for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const random = randomFrom(SEED);
const below = (count: number): number => Math.floor(random() * count);
const oneOf = <T>(items: readonly T[]): T => items[below(items.length)];

const TEXTS = [
  "",
  " ",
  "__proto__",
  "constructor",
  "toString",
  "\n::error::x",
  "##[error]",
  "\u202e\u200b\u2028\0",
  "<img src=x onerror=alert(1)>",
  "`|@team #1 https://x.y",
  "${",
  "${}",
  "${azurerm_virtual_network.x.id}",
  "${azurerm_subnet.x[*].id}",
  '${jsondecode("[")}',
  "${range(1e9)}",
  '${join(",", range(100000))}',
  `\${${"[".repeat(2000)}`,
  `\${${"(".repeat(500)}1${")".repeat(500)}}`,
  "[parameters('x')]",
  "[concat(",
  `[${"concat(".repeat(300)}]`,
  "10.0.0.0/0",
  "10.0.0.0/33",
  "10.0.0.1/8",
  "0.0.0.0/0",
  "255.255.255.255/32",
  "fd00::/8",
  "999.1.1.1/8",
  "VirtualAppliance",
  "x".repeat(100_000),
  "\ud800",
  "é".repeat(300),
];
const VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  Number.MAX_SAFE_INTEGER,
  0.1,
  [],
  {},
  [null],
  [[]],
  [{}],
  { a: null },
  ...TEXTS,
];

type Path = readonly (string | number)[];

function* pathsOf(value: unknown, path: Path = []): Generator<Path> {
  yield path;
  if (typeof value === "object" && value !== null && path.length < 40) {
    for (const key of Object.keys(value)) {
      yield* pathsOf((value as Record<string, unknown>)[key], [...path, key]);
    }
  }
}

/** A copy with one node replaced, removed, repeated, renamed or moved. */
function mutated(document: unknown): unknown {
  const copy = structuredClone(document);
  const paths = [...pathsOf(copy)].filter((path) => path.length > 0);
  const at = (path: Path): Record<string | number, unknown> =>
    path.reduce((node, key) => (node as Record<string | number, unknown>)[key], copy as unknown) as Record<
      string | number,
      unknown
    >;
  if (paths.length === 0) {
    return oneOf(VALUES);
  }
  const path = oneOf(paths);
  const [holder, key] = [at(path.slice(0, -1)), path[path.length - 1]];
  const kind = below(8);
  if (kind === 0) {
    Reflect.deleteProperty(holder, key);
  } else if (kind === 1) {
    define(holder, oneOf(["__proto__", "constructor", "hasOwnProperty", ...TEXTS]), holder[key]);
    Reflect.deleteProperty(holder, key);
  } else if (kind === 2) {
    holder[key] = structuredClone(at(oneOf(paths)) as unknown);
  } else if (kind === 3) {
    holder[key] = [holder[key], holder[key]];
  } else if (kind === 4) {
    holder[key] = nested(holder[key], oneOf([5, 200, 900]));
  } else {
    holder[key] = oneOf(VALUES);
  }
  return copy;
}

function define(holder: object, key: string, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

function nested(value: unknown, depth: number): unknown {
  let result = value;
  for (let level = 0; level < depth; level++) {
    result = random() < 0.5 ? [result] : { a: result };
  }
  return result;
}

/** What happens to files on their way: cut off, another encoding, a mark, other line ends, noise, keys twice. */
function broken(text: string): Buffer {
  const bytes = Buffer.from(text);
  const from = below(Math.max(1, text.length));
  switch (below(9)) {
    case 0:
      return bytes.subarray(0, below(bytes.length + 1));
    case 1:
      return Buffer.from(`\ufeff${text}`);
    case 2:
      return Buffer.from(`\ufeff${text}`, "utf16le");
    case 3:
      return Buffer.from(text.replace(/\n/g, "\r\n"));
    case 4:
      return Buffer.from(text.slice(0, from) + oneOf(TEXTS) + text.slice(from));
    case 5:
      return Buffer.from(text.slice(0, from) + text.slice(from + below(40)));
    case 6:
      return Buffer.concat([
        bytes.subarray(0, from),
        Buffer.from([below(256), 0xff, 0xfe]),
        bytes.subarray(from),
      ]);
    case 7:
      return Buffer.from(text.replace(/"name"/, '"name":"twice","name"'));
    default:
      return Buffer.from(text + text.slice(from));
  }
}

function writtenAs(document: unknown): Buffer {
  const text = JSON.stringify(document) ?? "";
  return random() < 0.15 ? broken(text) : Buffer.from(text);
}

/** Documents and folders that the command can read, with a secret in them. */
function seeds(): { readonly documents: readonly unknown[]; readonly folders: readonly string[] } {
  const documents: unknown[] = [];
  const folders: string[] = [];
  const visit = (folder: string): void => {
    const entries = readdirSync(folder, { withFileTypes: true });
    if (entries.some(({ name }) => name.endsWith(".tf"))) {
      folders.push(folder);
    }
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        visit(path);
      } else if (entry.name.endsWith(".json") && statSync(path).size < LARGEST_SEED_FILE) {
        documents.push(JSON.parse(readFileSync(path, "utf8")));
      }
    }
  };
  visit(join(root, "test/cases"));
  visit(join(root, "test/fixtures"));
  const lab = labConfiguration({ firewall: true, spokes: 3 }) as { readonly resource: Resources };
  const shapes = [
    asAzure(lab.resource),
    asTemplate(lab.resource),
    asNativeStack(lab.resource),
    asClassicPreview(lab.resource),
  ];
  return { documents: [...documents, lab, withMachine(lab), ...shapes], folders };
}

function withMachine(lab: object): object {
  const { resource } = structuredClone(lab) as { resource: Record<string, object> };
  return {
    variable: { key: { type: "string", sensitive: true, default: SECRET } },
    resource: {
      ...resource,
      azurerm_linux_virtual_machine: {
        m: { name: "m", admin_password: SECRET, custom_data: SECRET, tags: { k: "${var.key}" } },
      },
      azurerm_virtual_network_gateway_connection: {
        c: { name: "c", type: "IPsec", shared_key: SECRET, virtual_network_gateway_id: "${var.key}" },
      },
    },
  };
}

const ASSUMPTIONS = {
  version: 1,
  bgp: [{ speaker: "vpngw01", announces: ["10.0.0.0/8"] }],
  onPremises: [{ name: "dc", gateway: "vpngw01", prefixes: ["192.168.0.0/16"] }],
  forwards: ["10.0.0.4"],
};
const EXPECTATIONS = {
  version: 1,
  pairs: [{ from: "*", to: "vnet-spoke01/*", reachable: true, through: ["x"] }],
};
const ACTUAL = {
  value: [
    {
      addressPrefix: ["10.0.0.0/16"],
      nextHopType: "VnetLocal",
      nextHopIpAddress: [],
      source: "Default",
      state: "Active",
      name: null,
    },
  ],
};

function writeSeedFolder(source: string, target: string): void {
  cpSync(source, target, { recursive: true });
  const files = readdirSync(target, { recursive: true, encoding: "utf8" }).filter((name) =>
    /\.tf(vars|\.json)?$/.test(name),
  );
  const file = join(target, oneOf(files));
  writeFileSync(file, broken(readFileSync(file, "utf8")));
}

/** Input for one case, and command lines that read it. */
function commandLines(place: string, { documents, folders }: ReturnType<typeof seeds>): string[][] {
  const document = oneOf(documents);
  const input = join(place, random() < 0.5 ? "input.tf.json" : "input.json");
  const file = (name: string, content: unknown): string => {
    const path = join(place, name);
    writeFileSync(path, writtenAs(content));
    return path;
  };
  if (random() < 0.2) {
    writeSeedFolder(oneOf(folders), join(place, "folder"));
    return allCommands(join(place, "folder"), join(place, "folder"), file);
  }
  let content = mutated(document);
  for (let more = below(4); more > 0; more--) {
    content = mutated(content);
  }
  writeFileSync(input, writtenAs(content));
  const base = join(place, "base.json");
  writeFileSync(base, JSON.stringify(document));
  return allCommands(input, base, file);
}

function allCommands(
  input: string,
  base: string,
  file: (name: string, content: unknown) => string,
): string[][] {
  const end = (): string =>
    oneOf(["vnet-spoke01/default", "vnet-hub01/default", "internet", "10.0.0.4", "10.10.0.0/24", ...TEXTS]);
  const lang = random() < 0.3 ? ["--lang", "ja"] : [];
  const all = [
    ["reach", input],
    ["reach", input, "--json", "--strict"],
    ["reach", input, "--grouped", "--all"],
    ["reach", input, "--from", end(), "--to", end()],
    ["reach", input, "--assume", file("assume.json", mutated(ASSUMPTIONS))],
    ["reach", input, "--expect", file("expect.json", mutated(EXPECTATIONS))],
    ["routes", input],
    ["routes", input, "--json"],
    ["review", input],
    ["review", input, "--format", "markdown"],
    ["review", input, "--format", "html"],
    ["diff", base, input],
    ["diff", input, base, "--json"],
    ["diff", base, input, "--format", "markdown"],
    ["fix", input, "--from", end(), "--to", end()],
    [
      "fix",
      input,
      "--from",
      end(),
      "--to",
      end(),
      "--format",
      oneOf(["json", "hcl", "tf.json"]),
      "--want",
      oneOf(["blocked", "reachable"]),
    ],
    ["verify", input, "--nic", end(), "--actual", file("actual.json", mutated(ACTUAL))],
  ];
  return all.filter(() => random() < 0.4).map((args) => [...args, ...lang]);
}

/** What a runner or a terminal would act on; JSON and text hold lines that we end. */
const ACTS = /^[^\S\n]*::|##(\[|vso\[)|[^\n\t\P{Cc}]|[\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\u200b]/imu;
const INSIDE = /inside hub-spoke|hub-spoke 自体|\bat .*\.[jt]s:\d+:\d+/;

/** What is wrong with an answer, or `undefined`. */
function faultOf(args: readonly string[]): string | undefined {
  let [out, err] = ["", ""];
  const before = cpuUsage();
  const code = runCli(args, {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    errIsTerminal: false,
  });
  const used = cpuUsage(before);
  const seconds = (used.user + used.system) / 1e6;
  const page = args.includes("html");
  // A secret that is given as a name is the question's own.
  const checks: [unknown, string][] = [
    [![0, 1, 2].includes(code), `exit code ${code}`],
    [INSIDE.test(err) || INSIDE.test(page ? "" : out), `a fault from inside: ${err}`],
    [code === 2 && !err.startsWith("hub-spoke: "), `no sentence: ${JSON.stringify(err)}`],
    [code === 0 && err !== "" && args[0] !== "fix", `words on stderr: ${err}`],
    [code === 2 && err.length > 4000, `a sentence of ${err.length} characters`],
    [ACTS.test(err), `stderr acts: ${JSON.stringify(err.slice(0, 300))}`],
    [!page && ACTS.test(out), `stdout acts: ${JSON.stringify(ACTS.exec(out)?.[0])}`],
    [page && /<img src=x onerror/.test(out), "markup on the page"],
    [(out + err).includes(SECRET), "the secret"],
    [seconds > CPU_SECONDS, `${seconds.toFixed(0)} CPU seconds`],
    [args.includes("--json") && code < 2 && !isJson(out), "no JSON"],
  ];
  return checks.find(([wrong]) => wrong)?.[1];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Runs cases until the time is up, and tells the parent what each is before it begins. */
function work(): void {
  const place = mkdtempSync(join(tmpdir(), "fuzz-"));
  process.send!({ place });
  const all = seeds();
  const until = Date.now() + SECONDS * 1000;
  let number = 0;
  while (Date.now() < until) {
    const folder = join(place, "case");
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    for (const args of commandLines(folder, all)) {
      number++;
      process.send!({ begins: { args, number } satisfies Case });
      const fault = faultOf(args);
      if (fault !== undefined) {
        const kept = join(place, `fault-${number}`);
        cpSync(folder, kept, { recursive: true });
        process.send!({ fault, args: args.map((arg) => arg.replace(folder, kept)) });
      }
    }
  }
  process.send!({ done: number });
}

interface Message {
  readonly place?: string;
  readonly begins?: Case;
  readonly fault?: string;
  readonly args?: readonly string[];
  readonly done?: number;
}

function supervise(): void {
  process.stdout.write(`seed ${SEED}, ${SECONDS} s\n`);
  const child = fork(__filename, [String(SECONDS), String(SEED)], {
    env: { ...process.env, FUZZ_WORKER: "1" },
  });
  let [faults, place] = [0, ""];
  let last: Case | undefined;
  let clock: NodeJS.Timeout | undefined;
  const say = (fault: string, args: readonly string[]): void => {
    faults++;
    process.stdout.write(
      `FAULT ${fault}\n  hub-spoke ${args.map((arg) => JSON.stringify(arg.slice(0, 200))).join(" ")}\n`,
    );
  };
  child.on("message", (message: Message) => {
    place = message.place ?? place;
    if (message.begins) {
      last = message.begins;
      clearTimeout(clock);
      clock = setTimeout(() => {
        say("it hangs", last!.args);
        child.kill("SIGKILL");
      }, WALL_MILLISECONDS);
    }
    if (message.fault !== undefined) {
      say(message.fault, message.args ?? []);
    }
    if (message.done !== undefined) {
      clearTimeout(clock);
      process.stdout.write(`${message.done} command lines\n`);
    }
  });
  child.on("exit", (code, signal) => {
    clearTimeout(clock);
    if (code !== 0 && signal !== "SIGKILL") {
      say(`the process ended with ${code ?? signal}`, last?.args ?? []);
    }
    if (faults === 0) {
      rmSync(place, { recursive: true, force: true });
    } else {
      process.stdout.write(`${faults} faults; their input is in ${relative(process.cwd(), place)}\n`);
      process.exitCode = 1;
    }
  });
}

if (process.env.FUZZ_WORKER === undefined) {
  supervise();
} else {
  work();
}
