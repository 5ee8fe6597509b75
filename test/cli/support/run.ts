import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCli } from "../../../lib/cli/program";

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process, with its streams kept. */
export function run(args: readonly string[], { watched = false } = {}): Run {
  let out = "";
  let err = "";
  const code = runCli(args, {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    errIsTerminal: watched,
  });
  return { code, out, err };
}

/** Files for one test file, gone when it ends. */
export class Folder {
  public readonly path = mkdtempSync(join(tmpdir(), "hub-spoke-"));

  public write(name: string, content: object | string): string {
    const file = join(this.path, name);
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
    return file;
  }

  /** Writes into a folder of its own, and returns that folder. */
  public writeIn(folder: string, name: string, content: object): string {
    mkdirSync(join(this.path, folder), { recursive: true });
    this.write(join(folder, name), content);
    return join(this.path, folder);
  }

  public file(name: string): string {
    return join(this.path, name);
  }

  public remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
