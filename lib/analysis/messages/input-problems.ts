import { Counts, LocalizedText, Params } from "../text";
import { ASSUMPTION_PROBLEMS } from "./assumption-problems";
import { Catalogue } from "./catalogue";
import { meant, Names } from "./hints";
import { JSON_KINDS, JSON_PROBLEMS, JsonKind } from "./json-problems";

/** What a file that fits no form is nearest to. */
export type NearShape = "plan" | "parameters" | "template" | "pulumi" | "manifest" | "rows" | "configuration";

const NEAR_SHAPES: Readonly<Record<NearShape, LocalizedText>> = {
  plan: {
    en: ' It looks like part of a plan; give all that "terraform show -json" prints.',
    ja: 'プランの一部のようです。"terraform show -json" の出力全体を指定してください。',
  },
  parameters: {
    en: " It looks like a template's parameters; give the template, and this file as --var-file.",
    ja: "テンプレートのパラメーター ファイルのようです。テンプレートを入力にし、このファイルは --var-file で指定してください。",
  },
  template: {
    en: ' It looks like an ARM template without "$schema".',
    ja: '"$schema" のない ARM テンプレートのようです。',
  },
  pulumi: {
    en: ' It looks like Pulumi\'s; give what "pulumi preview --json" or "pulumi stack export" prints.',
    ja: 'Pulumi の出力のようです。"pulumi preview --json" または "pulumi stack export" の出力を指定してください。',
  },
  manifest: {
    en: " It looks like the manifest of a cdktf.out; give its folder.",
    ja: "cdktf.out のマニフェストのようです。フォルダーを指定してください。",
  },
  rows: {
    en: ' It looks like rows of Azure\'s without their ids; query "resources" without a "project", or use "hub-spoke snapshot".',
    ja: 'Azure の出力のようですが ID がありません。"project" を付けずに照会するか、"hub-spoke snapshot" を使ってください。',
  },
  configuration: {
    en: " It looks like Terraform JSON, of which no block is an object.",
    ja: "Terraform の JSON のようですが、ブロックがオブジェクトではありません。",
  },
};

/** What a folder without a configuration has instead. */
export type NearFile = "bicep" | "state" | "plan" | "cdktf" | "pulumi" | "stacks";

const NEAR_FILES: Readonly<Record<NearFile, (file: string) => LocalizedText>> = {
  bicep: (file) => ({
    en: ` ${file} is Bicep: give what "az bicep build --file ${file}" writes.`,
    ja: `${file} は Bicep です。"az bicep build --file ${file}" の出力を指定してください。`,
  }),
  state: (file) => ({
    en: ` ${file} is a raw state: give the output of "terraform show -json ${file}".`,
    ja: `${file} は生のステート ファイルです。"terraform show -json ${file}" の出力を指定してください。`,
  }),
  plan: (file) => ({
    en: ` ${file} looks like a saved plan: give the output of "terraform show -json ${file}".`,
    ja: `${file} は保存したプランのようです。"terraform show -json ${file}" の出力を指定してください。`,
  }),
  cdktf: (file) => ({
    en: ` ${file} is there: run "npx cdktf synth", and give cdktf.out.`,
    ja: `${file} があります。"npx cdktf synth" を実行し、cdktf.out を指定してください。`,
  }),
  stacks: (file) => ({
    en: ` ${file} is of Terraform Stacks, which aren't read: give the folder that a component's source names, with --var-file for its inputs.`,
    ja: `${file} は Terraform Stacks のファイルで、読み取れません。コンポーネントの source のフォルダーを、入力値の --var-file と一緒に指定してください。`,
  }),
  pulumi: (file) => ({
    en: ` ${file} is there: give what "pulumi preview --json" prints.`,
    ja: `${file} があります。"pulumi preview --json" の出力を指定してください。`,
  }),
};

/** What a program leaves that makes an app and never synthesizes it. */
const UNFINISHED_OUTPUT: LocalizedText = {
  en: " The program hasn't written it to its end: call Synthesis.run(app) as its last line.",
  ja: "プログラムが最後まで書き出していません。最後の行で Synthesis.run を呼び出してください。",
};

/** Whether it is named as the folder that programs of CDK for Terraform write. */
function isOutput(file: string): boolean {
  return /(?:^|[\\/])cdktf\.out[\\/]?$/.test(file);
}

/** Why an input can't be used: one sentence each, which names the file. */
export const INPUT_PROBLEMS = {
  // Any file
  FILE_MISSING: (p: Params<"file"> & { readonly near?: string }) => ({
    en: `${p.file} does not exist${p.near === undefined ? "." : `; did you mean ${p.near}?`}${isOutput(p.file) ? ' The program writes it: run "npx cdktf synth" or "npx tsx main.ts" in its folder first.' : ""}`,
    ja: `${p.file} が存在しません。${p.near === undefined ? "" : `${p.near} の間違いではありませんか？`}${isOutput(p.file) ? '先にプログラムのフォルダーで "npx cdktf synth" または "npx tsx main.ts" を実行してください。' : ""}`,
  }),
  FILE_ELSEWHERE: (p: Params<"file">) => ({
    en: `${p.file} is an address, and only files and folders are read; download it first.`,
    ja: `${p.file} は URL です。読み込めるのはファイルとフォルダーだけなので、先にダウンロードしてください。`,
  }),
  FILE_UNNAMED: (p: Params<"file">) => ({
    en: `The name of a file or folder is empty ("${p.file}"); does a variable of the shell have no value?`,
    ja: `ファイルまたはフォルダーの名前が空（"${p.file}"）です。値のないシェル変数を使っていませんか？`,
  }),
  FILE_PATTERN: (p: Params<"file">) => ({
    en: `${p.file} is a pattern for which the shell found no file; give the folder, of which all files are read.`,
    ja: `パターン ${p.file} に一致するファイルがありません。フォルダーを指定すると、その中のファイルがすべて読み込まれます。`,
  }),
  FILE_FORBIDDEN: (p: Params<"file">) => ({
    en: `${p.file} may not be read by this user.`,
    ja: `${p.file} を読み取る権限がありません。`,
  }),
  FILE_IS_DIRECTORY: (p: Params<"file">) => ({
    en: `${p.file} is a directory.`,
    ja: `${p.file} はディレクトリです。`,
  }),
  FILE_NO_FILE: (p: Params<"file">) => ({
    en: `${p.file} is a pipe, a socket or a device, which may never end; give a file, or "-" to read standard input.`,
    ja: `${p.file} はパイプ、ソケット、またはデバイスのため、読み込みが終わらないおそれがあります。ファイルを指定するか、標準入力から読み込む場合は "-" を指定してください。`,
  }),
  FILE_TOO_LARGE: (p: Params<"file">) => ({
    en: `${p.file} is too large to be read.`,
    ja: `${p.file} は大きすぎて読み込めません。`,
  }),
  FILE_LINK_BROKEN: (p: Params<"file">) => ({
    en: `${p.file} is a symbolic link to something that does not exist; take it out or let it lead to a file.`,
    ja: `${p.file} はリンク先が存在しないシンボリック リンクです。削除するか、実在するファイルを指すようにしてください。`,
  }),
  FILE_LINKED_TO_ITSELF: (p: Params<"file">) => ({
    en: `${p.file} can't be read: its symbolic links lead back to themselves.`,
    ja: `${p.file} を読み込めません。シンボリック リンクが循環しています。`,
  }),
  FILE_NOT_UTF8: (p: Params<"file" | "line">) => ({
    en: `${p.file} is not in UTF-8 (first in line ${p.line}), so that its names can't be told: save it in UTF-8, such as with iconv -f ISO-8859-1 -t UTF-8.`,
    ja: `${p.file} は UTF-8 ではないため（最初は ${p.line} 行目）、名前を読み取れません。UTF-8 で保存し直してください（例: iconv -f CP932 -t UTF-8）。`,
  }),
  FILE_COMPRESSED: (p: Params<"file" | "by">) => ({
    en: `${p.file} is compressed; unpack it with ${p.by} first.`,
    ja: `${p.file} は圧縮されています。先に ${p.by} で展開してください。`,
  }),
  FILE_UNREADABLE: (p: Params<"file" | "cause">) => ({
    en: `${p.file} can't be read (${p.cause === "" ? "unknown cause" : p.cause}).`,
    ja: `${p.file} を読み込めません（${p.cause === "" ? "原因不明" : p.cause}）。`,
  }),
  FILE_EMPTY: (p: Params<"file">) => ({
    en: `${p.file} is empty.`,
    ja: `${p.file} は空です。`,
  }),
  FOLDER_EMPTY: (p: Params<"file">) => ({
    en: `${p.file} is a folder with nothing in it; give one with *.tf, a cdktf.out, or a file that "terraform show -json" wrote.`,
    ja: `${p.file} は空のフォルダーです。*.tf のあるフォルダー、cdktf.out、または "terraform show -json" の出力を指定してください。`,
  }),
  INPUT_TWICE: (p: Params<"file">) => ({
    en: `${p.file} is given twice; give each input once.`,
    ja: `${p.file} が 2 回指定されています。入力はそれぞれ 1 回だけ指定してください。`,
  }),
  ...JSON_PROBLEMS,
  // Terraform's other forms
  BINARY_PLAN: (p: Params<"file" | "path">) => {
    const command = p.path === "-" ? "terraform show -json FILE" : `terraform show -json ${p.path}`;
    return {
      en: `${p.file} is a binary plan; give the output of "${command}".`,
      ja: `${p.file} はバイナリ形式のプランです。"${command}" の出力を指定してください。`,
    };
  },
  HCL_FILE: (p: Params<"file">) => ({
    en: `${p.file} is HCL, of which a whole folder is read; give the folder that it lies in.`,
    ja: `${p.file} は HCL です。HCL はフォルダー単位で読み込むため、このファイルのあるフォルダーを指定してください。`,
  }),
  HCL_SYNTAX: (p: Params<"file" | "line" | "cause">) => ({
    en: `${p.file} is not valid HCL${p.line === "" ? "" : ` (line ${p.line}: ${p.cause})`}.`,
    ja: `${p.file} は正しい HCL ではありません${p.line === "" ? "" : `（${p.line} 行目: ${p.cause}）`}。`,
  }),
  PLAN_LOG: (p: Params<"file">) => ({
    en: `${p.file} is the log of "terraform plan -json"; save the plan with -out and give the output of "terraform show -json".`,
    ja: `${p.file} は "terraform plan -json" のログです。-out でプランを保存し、"terraform show -json" の出力を指定してください。`,
  }),
  PLAN_REDACTED: (p: Params<"file">) => ({
    en: `${p.file} is the redacted plan of HCP Terraform (json-output-redacted), which leaves out the configuration and what stays as it is; give the plan's "json-output" instead, or the output of "terraform show -json" for the saved plan.`,
    ja: `${p.file} は HCP Terraform の編集済みプラン（json-output-redacted）で、構成や変更のないリソースが含まれていません。同じプランの "json-output" か、保存したプランの "terraform show -json" の出力を指定してください。`,
  }),
  PLAN_AS_TEXT: (p: Params<"file">) => ({
    en: `${p.file} is a plan as text; give the output of "terraform show -json" for the saved plan.`,
    ja: `${p.file} はテキスト形式のプランです。保存したプランの "terraform show -json" の出力を指定してください。`,
  }),
  RAW_STATE: (p: Params<"file">) => ({
    en: `${p.file} is a raw state file; give the output of "terraform show -json ${p.file}", run where "terraform init" ran.`,
    ja: `${p.file} は生のステート ファイルです。"terraform init" を実行したフォルダーで "terraform show -json ${p.file}" を実行し、その出力を指定してください。`,
  }),
  STATE_ELSEWHERE: (p: Params<"file">) => ({
    en: `${p.file} is Terraform's note of where its remote state lies, and holds none; give the output of "terraform show -json", run in the folder that this file belongs to.`,
    ja: `${p.file} はリモート ステートの保存先の記録であり、ステートを含みません。このファイルが属するフォルダーで "terraform show -json" を実行し、その出力を指定してください。`,
  }),
  TERRAGRUNT_RENDERED: (p: Params<"file">) => ({
    en: `${p.file} is Terragrunt's configuration of a unit, which holds no resource; give the unit's folder, or the output of "terragrunt show -json" for its plan.`,
    ja: `${p.file} は Terragrunt のユニットの構成であり、リソースを含みません。ユニットのフォルダー、またはそのプランについての "terragrunt show -json" の出力を指定してください。`,
  }),
  ENCRYPTED: (p: Params<"file">) => ({
    en: `${p.file} is encrypted by OpenTofu; give the output of "tofu show -json ${p.file}", run in the folder whose configuration knows the key.`,
    ja: `${p.file} は OpenTofu で暗号化されています。鍵を設定した構成のフォルダーで "tofu show -json ${p.file}" を実行し、その出力を指定してください。`,
  }),
  NOT_TERRAFORM: (p: Params<"file"> & { readonly near?: NearShape }) => {
    const near = p.near === undefined ? { en: "", ja: "" } : NEAR_SHAPES[p.near];
    return {
      en: `${p.file} is JSON, but nothing that is known here: a Terraform configuration, the output of "terraform show -json" or "tofu show -json", rows of "az graph query" or lists of "az network", an ARM template or Bicep snapshot, the output of "pulumi preview --json" or "pulumi stack export".${near.en}`,
      ja: `${p.file} は JSON ですが、読み込める形式ではありません。読み込めるのは、Terraform の構成、"terraform show -json" または "tofu show -json" の出力、"az graph query" や "az network" の出力、ARM テンプレート、Bicep スナップショット、"pulumi preview --json" または "pulumi stack export" の出力です。${near.ja}`,
    };
  },
  FORMAT_TOO_OLD: (p: Params<"file" | "version">) => ({
    en: `${p.file} has the format version "${p.version}", which is older than Terraform 1.0's; version 1 is read.`,
    ja: `${p.file} の形式バージョン "${p.version}" は Terraform 1.0 より古いものです。読み込めるのはバージョン 1 です。`,
  }),
  FORMAT_UNKNOWN: (p: Params<"file" | "version">) => ({
    en: `${p.file} has the format version "${p.version}", which is not one that is known here; version 1 is read.`,
    ja: `${p.file} の形式バージョン "${p.version}" には対応していません。読み込めるのはバージョン 1 です。`,
  }),
  PROVIDER_SCHEMAS: (p: Params<"file">) => ({
    en: `${p.file} is the output of "terraform providers schema", not of "terraform show -json".`,
    ja: `${p.file} は "terraform show -json" ではなく "terraform providers schema" の出力です。`,
  }),
  EMPTY_STATE: (p: Params<"file">) => ({
    en: `${p.file} is an empty state: it holds no resources.`,
    ja: `${p.file} は空のステートです（リソースがありません）。`,
  }),
  BLOCK_NO_OBJECT: (p: Params<"file" | "where"> & { readonly kind: JsonKind }) => ({
    en: `${p.file} is not Terraform JSON: "${p.where}" must hold objects, but holds ${JSON_KINDS[p.kind].en}.`,
    ja: `${p.file} は Terraform JSON ではありません。"${p.where}" はオブジェクトでなければなりませんが、${JSON_KINDS[p.kind].ja}です。`,
  }),
  DECLARED_TWICE: (p: Params<"file" | "other" | "where">) => ({
    en: `${p.file} declares "${p.where}", which ${p.other === p.file ? "it" : p.other} declares already; Terraform takes one of each.`,
    ja: `${p.file} の "${p.where}" は${p.other === p.file ? "同じファイル" : ` ${p.other} `}でも宣言されています。Terraform では 1 つしか宣言できません。`,
  }),
  // Azure's own resources
  ROWS_TRUNCATED: (p: Params<"file" | "count" | "total" | "command">) => ({
    en: `${p.file} has ${p.total === "" ? `only the first ${p.count} resources` : `${p.count} of ${p.total} resources`}; ${p.command === "" ? "`hub-spoke snapshot --out live.json` reads them all" : `fetch the rest with \`${p.command}\` and give all files in one folder`}.`,
    ja: `${p.file} には ${p.total === "" ? `最初の ${p.count} 個` : `${p.total} 個中 ${p.count} 個`}のリソースしかありません。${p.command === "" ? "`hub-spoke snapshot --out live.json` ならすべて取得できます" : `残りを \`${p.command}\` で取得し、すべてのファイルを 1 つのフォルダーに入れて指定してください`}。`,
  }),
  NOT_AN_INPUT: (p: Params<"file" | "folder">) => ({
    en: `${p.file} describes no network, as other files in ${p.folder} do; move it elsewhere.`,
    ja: `${p.folder} のほかのファイルと違い、${p.file} はネットワークの記述ではありません。別の場所に移してください。`,
  }),
  ROWS_WITHOUT_PROPERTIES: (p: Params<"file" | "resource">) => ({
    en: `${p.file} names ${p.resource}, but not its properties, as "az resource list" does; give what "hub-spoke snapshot", "az graph query" or "az network … list" prints.`,
    ja: `${p.file} には ${p.resource} の名前だけがあり、プロパティがありません（"az resource list" の出力など）。"hub-spoke snapshot"、"az graph query" または "az network … list" の出力を指定してください。`,
  }),
  VARIABLE_UNKNOWN: (p: Params<"file" | "name"> & Names<"near" | "known">) => {
    const hint = meant(
      p.near,
      p.known.length === 0
        ? { en: "; it declares none.", ja: "（宣言されている変数はありません）。" }
        : { en: `; it declares ${p.known.join(", ")}.`, ja: `。宣言されている変数: ${p.known.join("、")}。` },
    );
    return {
      en: `${p.file} declares no variable "${p.name}"${hint.en}`,
      ja: `${p.file} に変数 "${p.name}" の宣言はありません${hint.ja}`,
    };
  },
  EXPRESSION_TOO_LARGE: (p: Params<"file" | "where">) => ({
    en: `${p.file}: ${p.where} asks for a larger value or more work than any network needs, so it is not evaluated; write out what it stands for.`,
    ja: `${p.file}: ${p.where} の値が大きすぎるか計算量が多すぎるため評価できません。値を直接書いてください。`,
  }),
  TOO_MANY_INSTANCES: (p: Params<"file" | "where"> & Counts<"count">) => ({
    en: `${p.file} makes more than ${p.count.toLocaleString("en")} resources and modules; ${p.where} is beyond that. Look at its count or for_each.`,
    ja: `${p.file} のリソースとモジュールが ${p.count.toLocaleString("ja")} 個を超えています（${p.where}）。count または for_each を確認してください。`,
  }),
  BICEP_FILE: (p: Params<"file"> & { readonly command: "build" | "build-params" }) => ({
    en: `${p.file} is Bicep; give what "az bicep ${p.command} --file ${p.file}" writes${p.command === "build" ? "" : " as --var-file of the template"}, or what "bicep snapshot" does.`,
    ja: `${p.file} は Bicep です。"az bicep ${p.command} --file ${p.file}" の出力${p.command === "build" ? "" : "（テンプレートの --var-file に）"}または "bicep snapshot" の出力を指定してください。`,
  }),
  // Directories and stacks
  DIRECTORY_ABOVE_OUTPUT: (p: Params<"file" | "output">) => ({
    en: `${p.file} holds no Terraform JSON; did you mean ${p.output}?`,
    ja: `${p.file} に Terraform JSON がありません。${p.output} の間違いではありませんか？`,
  }),
  DIRECTORY_WITHOUT_JSON: (p: Params<"file"> & { readonly near?: NearFile; readonly found?: string }) => {
    const near =
      p.near !== undefined
        ? NEAR_FILES[p.near](p.found ?? "")
        : isOutput(p.file)
          ? UNFINISHED_OUTPUT
          : { en: "", ja: "" };
    return {
      en: `${p.file} holds no configuration: neither *.tf, *.tofu nor *.tf.json files, no manifest.json of a cdktf.out, no units of Terragrunt, and no JSON of a plan, state, template, Pulumi or Azure.${near.en}`,
      ja: `${p.file} に構成がありません（*.tf、*.tofu、*.tf.json、cdktf.out の manifest.json、Terragrunt のユニット、プラン・ステート・テンプレート・Pulumi・Azure の JSON のいずれもありません）。${near.ja}`,
    };
  },
  STACK_WITHOUT_OUTPUT: (p: Params<"file" | "stack">) => ({
    en: `${p.file} is no cdktf.out, so it has no stack "${p.stack}" to choose.`,
    ja: `${p.file} は cdktf.out ではないため、選べるスタック "${p.stack}" がありません。`,
  }),
  TAKES_NO_VALUES: (p: Params<"file">) => ({
    en: `${p.file} takes no values of variables: a plan, a state and what Azure shows hold what they were made with; leave out --var and --var-file, or give the folder that they are meant for.`,
    ja: `${p.file} に変数の値は渡せません。プラン、ステート、Azure から取得したものには、作成時の値がすでに入っています。--var と --var-file を省くか、その値を使うフォルダーを入力にしてください。`,
  }),
  CONFIG_WITHOUT_PLAN: (p: Params<"file" | "folder">) => ({
    en: `${p.file} is no plan, so the configuration in ${p.folder} can add nothing to it; leave out --config, or give the folder itself.`,
    ja: `${p.file} はプランではないため、${p.folder} の構成で補えません。--config を指定しないか、フォルダー自体を入力にしてください。`,
  }),
  NO_MANIFEST: (p: Params<"file">) => ({
    en: `${p.file} is no manifest of cdktf: it has no "stacks".`,
    ja: `${p.file} は cdktf のマニフェストではありません（"stacks" がありません）。`,
  }),
  NO_STACKS: (p: Params<"file">) => ({
    en: `${p.file} lists no stacks; run "cdktf synth" first.`,
    ja: `${p.file} にスタックがありません。先に "cdktf synth" を実行してください。`,
  }),
  STACK_WITHOUT_PATH: (p: Params<"file" | "stack">) => ({
    en: `${p.file} doesn't say where the stack "${p.stack}" is.`,
    ja: `${p.file} にスタック "${p.stack}" の場所が書かれていません。`,
  }),
  STACK_UNKNOWN: (p: Params<"file" | "stack"> & Names<"near" | "known">) => {
    const names = p.known.join(", ");
    const hint = meant(p.near, { en: `; stacks: ${names}.`, ja: `。スタック: ${names}。` });
    return {
      en: `${p.file} has no stack "${p.stack}"${hint.en}`,
      ja: `${p.file} にスタック "${p.stack}" はありません${hint.ja}`,
    };
  },
  ...ASSUMPTION_PROBLEMS,
} satisfies Catalogue;

export type InputProblemCode = keyof typeof INPUT_PROBLEMS;
