import { ActualRoutesError, ExpectationError } from "../analysis";
import { Language, LocalizedText } from "../analysis/result";
import { UsageError } from "./exit-code";
import { WORDS } from "./words";

const CAUSES: Readonly<Record<string, LocalizedText>> = {
  ENOENT: { en: "there is no such file or directory", ja: "ファイルまたはディレクトリがありません" },
  EACCES: { en: "permission denied", ja: "アクセス権がありません" },
  EPERM: { en: "permission denied", ja: "アクセス権がありません" },
  EISDIR: { en: "it is a directory", ja: "ディレクトリです" },
  ENOTDIR: { en: "part of the path is not a directory", ja: "パスの途中がディレクトリではありません" },
  ENOSPC: { en: "the disk is full", ja: "ディスクに空きがありません" },
  ELOOP: { en: "symbolic links lead back to themselves", ja: "シンボリック リンクが循環しています" },
  EROFS: { en: "the file system is read-only", ja: "ファイル システムが読み取り専用です" },
};

/** What the file system says, in words. */
export function causeOf(error: unknown, language: Language): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return (code !== undefined && CAUSES[code]?.[language]) || (code ?? message);
}

/** The file or folder that the file system refused to read, if that is what went wrong. */
export function refusedFile(error: unknown): string | undefined {
  const { syscall, path } = error as { readonly syscall?: unknown; readonly path?: unknown };
  return typeof syscall === "string" && typeof path === "string" ? path : undefined;
}

/** Runs what reads a file's content; an error that completes "the file …" becomes a sentence that names it. */
export function naming<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ExpectationError || error instanceof ActualRoutesError) {
      throw new UsageError(WORDS.inFile({ file, problem: error.text }));
    }
    throw error;
  }
}
