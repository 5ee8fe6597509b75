import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { bytesOf } from "./file-bytes";
import { hclToJson } from "./hcl/hcl-to-json";
import { JsonObject, member, objectsIn } from "./json";
import { ConfigurationBlocks, ConfigurationFile, readBlocks } from "./json-configuration";
import { decodeUtf8, fileError, readJsonFile, refuseDamaged } from "./json-file";

/** A module: its blocks, and those of the modules that it calls. */
export interface ModuleTree {
  /** Absolute path; `undefined` where a configuration came without a folder. */
  readonly directory?: string;
  readonly blocks: ConfigurationBlocks;
  /** The version of azurerm that `terraform init` chose for the root module. */
  readonly lockedAzurerm?: string;
  /** The module that a call names, read when somebody asks; `undefined` where it isn't there, or is one around it. */
  called(name: string): ModuleTree | undefined;
  /** The same of a call whose path only variables tell, by what they make of it. */
  calledFrom?(name: string, source: string): ModuleTree | undefined;
  /** Whether a call names a module that it stands in: it has no end, and Terraform refuses it. */
  isCircular?(name: string): boolean;
}

/** Reads the root module in a folder, with all modules below it that are there. */
export function readModuleTree(directory: string): ModuleTree {
  return new ModuleReader(directory).read(directory, [], []);
}

/** The root module of a file that stands alone; its local modules lie beside it. */
export function moduleTreeOf(blocks: ConfigurationBlocks, directory: string | undefined): ModuleTree {
  return directory === undefined
    ? { blocks, called: () => undefined }
    : new ModuleReader(directory).tree(blocks, directory, [], []);
}

/** Names of what is in a folder, without pipes and sockets: whoever reads one waits for ever. */
export function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
      .filter((entry) => !entry.isFIFO() && !entry.isSocket())
      .map(({ name }) => name)
      .sort();
  } catch (error) {
    throw fileError(directory, error);
  }
}

/** Names of a folder's files that are its configuration: `x.tofu` stands in the place of `x.tf`. */
export function configurationFiles(names: readonly string[]): string[] {
  const all = new Set(names);
  return names.filter((name) => {
    const [, stem, json] = /^([^.#~][^]*)\.tf(\.json)?$/.exec(name) ?? [];
    return stem === undefined
      ? /^[^.#~][^]*\.tofu(\.json)?$/.test(name)
      : !all.has(`${stem}.tofu${json ?? ""}`);
  });
}

/** Absolute paths of the folders that the calls of a module in some folder name. */
export function localModulesOf({ modules }: ConfigurationBlocks, directory: string): string[] {
  return [...modules.values()].flatMap(({ source }) =>
    typeof source === "string" && LOCAL.test(source) ? [resolve(directory, source)] : [],
  );
}

const LOCAL = /^\.\.?([/\\]|$)/;

/** Whether a call names a folder beside its own, rather than a registry, a repository or what only a variable tells. */
export function isLocalSource(source: unknown): source is string {
  return typeof source === "string" && LOCAL.test(source) && !source.includes("${");
}

/** One file, HCL or JSON: a configuration or values of variables. */
export function readConfigurationFile(path: string): JsonObject {
  if (path.endsWith(".json")) {
    return readJsonFile(path);
  }
  let bytes: Uint8Array;
  try {
    bytes = bytesOf(path);
  } catch (error) {
    throw fileError(path, error);
  }
  const { text, damaged } = decodeUtf8(bytes);
  const content = hclToJson(path, text);
  // Terraform minds it in comments no more than we do.
  refuseDamaged(
    path,
    damaged !== undefined && JSON.stringify(content).includes("\ufffd") ? damaged : undefined,
  );
  return content;
}

function lockedVersion(directory: string): string | undefined {
  const file = join(directory, ".terraform.lock.hcl");
  const text = existsSync(file) && statSync(file).isFile() ? readFileSync(file, "utf8") : "";
  return /^provider\s+"[^"\n]*\/hashicorp\/azurerm"\s*\{[^}]*?^\s*version\s*=\s*"([^"\n]*)"/m.exec(text)?.[1];
}

class ModuleReader {
  /** Modules are called many times and read once. */
  private readonly blocks = new Map<string, ConfigurationBlocks>();
  private installed?: ReadonlyMap<string, string>;

  public constructor(private readonly root: string) {}

  /** `path` holds the names of the calls that lead here, `around` the folders of the modules around it. */
  public read(directory: string, path: readonly string[], around: readonly string[]): ModuleTree {
    let blocks = this.blocks.get(directory);
    if (!blocks) {
      const names = configurationFiles(namesIn(directory)).map((name) => join(directory, name));
      blocks = readBlocks(
        names.map((name): ConfigurationFile => ({ name, content: readConfigurationFile(name) })),
      );
      this.blocks.set(directory, blocks);
    }
    return this.tree(blocks, directory, path, around);
  }

  public tree(
    blocks: ConfigurationBlocks,
    directory: string,
    path: readonly string[],
    around: readonly string[],
  ): ModuleTree {
    const inside = [...around, resolve(directory)];
    const written = (name: string): unknown => blocks.modules.get(name)?.source;
    const found = (name: string, source = written(name)): string | undefined =>
      typeof source === "string" ? this.find(source, directory, [...path, name]) : undefined;
    const isAround = (folder: string | undefined): boolean =>
      folder !== undefined && inside.includes(resolve(folder));
    const calledFrom = (name: string, source?: string): ModuleTree | undefined => {
      const folder = found(name, source);
      return folder === undefined || isAround(folder)
        ? undefined
        : this.read(folder, [...path, name], inside);
    };
    const called = (name: string): ModuleTree | undefined => calledFrom(name);
    const isCircular = (name: string): boolean => isAround(found(name));
    const lockedAzurerm = path.length === 0 ? lockedVersion(directory) : undefined;
    return {
      directory: resolve(directory),
      blocks,
      called,
      calledFrom,
      isCircular,
      ...(lockedAzurerm && { lockedAzurerm }),
    };
  }

  private find(source: string, directory: string, path: readonly string[]): string | undefined {
    // OpenTofu has variables in a path too, and writes down what they make of it.
    const isPath = isLocalSource(source);
    const found = isPath ? join(directory, source) : this.installedModules().get(path.join("."));
    return found !== undefined && existsSync(found) && statSync(found).isDirectory() ? found : undefined;
  }

  /** What `terraform init` has brought, by the names of the calls. */
  private installedModules(): ReadonlyMap<string, string> {
    if (!this.installed) {
      const list = join(this.root, ".terraform", "modules", "modules.json");
      const modules = existsSync(list) ? objectsIn(member(readJsonFile(list), "Modules")) : [];
      this.installed = new Map(
        modules.flatMap(({ Key, Dir }): [string, string][] =>
          typeof Key === "string" && typeof Dir === "string"
            ? [[Key, isAbsolute(Dir) ? Dir : join(this.root, Dir)]]
            : [],
        ),
      );
    }
    return this.installed;
  }
}
