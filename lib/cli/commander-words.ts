import { Command, CommanderError, Help, Option } from "commander";
import { Language, LocalizedText } from "../analysis/text";

/** What commander says by itself, in English and in Japanese. */
const TITLES: Readonly<Record<string, string>> = {
  "Usage:": "使い方:",
  "Arguments:": "引数:",
  "Options:": "オプション:",
  "Commands:": "コマンド:",
};

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  "display help for command": "コマンドのヘルプを表示",
  "output the version number": "バージョンを表示",
};

/** Commander's errors by its codes; the parts are what its sentence quotes. */
const ERRORS: Readonly<Record<string, (...parts: string[]) => string>> = {
  "commander.unknownOption": (option) => `オプション ${option} はありません。`,
  "commander.unknownCommand": (command) => `コマンド ${command} はありません。`,
  "commander.missingArgument": (argument) => `引数 ${argument} を指定してください。`,
  "commander.optionMissingArgument": (option) => `オプション ${option} に値を指定してください。`,
  "commander.missingMandatoryOptionValue": (option) => `オプション ${option} を指定してください。`,
  "commander.conflictingOption": (option, other) =>
    `オプション ${option} と ${other} は同時に指定できません。`,
  "commander.excessArguments": (command) => `${command} の引数が多すぎます。`,
  "commander.invalidArgument": (option, given) => `オプション ${option} の値 ${given} は使えません。`,
};

/** What to give where a command was given nothing to read, by commander's sentence. */
const MISSING: Readonly<Record<string, LocalizedText | undefined>> = {
  "missing required argument 'input'": {
    en: ': a folder of *.tf, a cdktf.out, or what "terraform show -json" prints',
    ja: '*.tf のフォルダー、cdktf.out、"terraform show -json" の出力などです。',
  },
  "missing required argument 'head'": {
    en: ": two inputs are compared, before and after",
    ja: "変更前と変更後の 2 つの入力を比較します。",
  },
  "missing required argument 'code'": {
    en: ": such as ROUTE_NONE, as it stands in brackets behind a reason or finding",
    ja: "理由や指摘事項の後の括弧にあるコードです（例: ROUTE_NONE）。",
  },
  "required option '--actual <file>' not specified": {
    en: ': what "az network nic show-effective-route-table -o json" prints',
    ja: '"az network nic show-effective-route-table -o json" の出力です。',
  },
  "required option '--out <file>' not specified": {
    en: ": the file to write, such as live.json",
    ja: "書き出すファイルです（例: live.json）。",
  },
};

/** Makes a command's help and errors speak the language. */
export function speak(command: Command, language: Language): void {
  if (language === "en") {
    return;
  }
  command.configureHelp({
    helpWidth: 100,
    styleTitle: (title) => TITLES[title] ?? title,
    optionDescription: (option) => optionInJapanese(option),
    subcommandDescription: (sub) => inJapanese(Help.prototype.subcommandDescription.call(new Help(), sub)),
  });
}

/** Commander's sentence in Japanese; its own where it is one that we don't know. */
export function commanderError(
  { code, message }: CommanderError,
  language: Language,
  meant: LocalizedText | undefined,
): string {
  const whole = withoutValue(message)
    .replace(/^error: /, "")
    .replace(/\n(?=\(Did you mean )/, " ");
  const sentence = meant === undefined ? whole : whole.replace(/ \(Did you mean .*$/, "");
  const say = language === "en" ? undefined : ERRORS[code];
  if (say === undefined) {
    return `error: ${sentence}${MISSING[sentence]?.en ?? ""}${meant?.en ?? ""}`;
  }
  // What the user gave may hold quotes itself: the sentence's own end at a blank, a stop or the line.
  const parts = [...sentence.matchAll(/'(.*?)'(?=[\s.]|$)/g)].map(([, part]) => part);
  const choices = /Allowed choices are (.*)\.$/m.exec(sentence)?.[1];
  const reason = /is invalid\. (?!Allowed choices)(.*)$/m.exec(sentence)?.[1];
  const near = /\(Did you mean (?:one of )?(.*)\?\)/.exec(sentence)?.[1];
  return [
    `エラー: ${say(...parts)}`,
    ...(choices === undefined ? [] : [`使える値: ${choices.replaceAll(", ", "、")}`]),
    ...(reason === undefined ? [] : [reason]),
    MISSING[sentence]?.ja ?? "",
    meant?.ja ?? "",
    ...(near === undefined ? [] : [`${near.replaceAll(", ", "、")} の間違いではありませんか？`]),
  ].join("");
}

/** Of a variable's value, which may be a secret, nothing is repeated. */
function withoutValue(message: string): string {
  return message.replace(/(option '--var <assignment>' argument ').*(' is invalid\. )/s, "$1…$2");
}

function optionInJapanese({ description, argChoices, defaultValue }: Option): string {
  const notes = [
    ...(argChoices === undefined ? [] : [`選択肢: ${argChoices.join("、")}`]),
    ...(defaultValue === undefined ? [] : [`既定: ${String(defaultValue)}`]),
  ];
  return inJapanese(description) + (notes.length === 0 ? "" : `（${notes.join("。")}）`);
}

function inJapanese(description: string): string {
  return DESCRIPTIONS[description] ?? description;
}
