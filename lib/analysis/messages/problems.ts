import { ModelProblem, ModelProblemCode } from "../model";
import { LocalizedText } from "../result";
import { namesParameter, namesVariable } from "./hints";

/** Whether a problem leaves nothing out: it only says what the answer rests on. */
export function leavesNothingOut({ code }: ModelProblem): boolean {
  return RESTS_ON.has(code);
}

const RESTS_ON: ReadonlySet<ModelProblemCode> = new Set([
  "ASSUMED_VALUES",
  "UNCHECKED_SYNTHESIS",
  "UNDECLARED_VALUE",
  "ENVIRONMENT_NOT_READ",
  "IN_TWO_INPUTS",
  "LEARNED_ELSEWHERE",
  "PAGES_TAKEN_FOR_ONE",
  "PLAN_REFRESHES",
  "STATE_TAINTED",
  "PLAN_DESTROYS",
  "PLAN_KEYS_TAKEN",
  "WORKSPACE_TAKEN",
]);

/** A problem, with an empty text for what it doesn't say. */
type Told = Required<Omit<ModelProblem, "code" | "network">>;

const PROBLEMS: Readonly<Record<ModelProblemCode, (problem: Told) => LocalizedText>> = {
  UNRESOLVED_REFERENCE: ({ resource, attribute, text, candidates }) => {
    if (namesVariable(text)) {
      return {
        en: `${attribute} of ${resource} names ${text}, a variable without a value here; what depends on it is left out. --var or --var-file gives it one.`,
        ja: `${resource} の ${attribute} が指す ${text} の変数には値がないため、これに依存する部分は考慮していません。値は --var または --var-file で渡せます。`,
      };
    }
    if (namesParameter(text)) {
      return {
        en: `${attribute} of ${resource} names ${text}, a parameter without a value here; what depends on it is left out. --var or --var-file gives it one.`,
        ja: `${resource} の ${attribute} が指す ${text} のパラメーターには値がないため、これに依存する部分は考慮していません。値は --var または --var-file で渡せます。`,
      };
    }
    if (candidates > 0) {
      return {
        en: `${attribute} of ${resource} names ${text}: ${candidates === 1 ? "one resource of this input, or none; which of both" : `one of ${candidates} resources of this input; which one`}, it doesn't tell, and what depends on it is open.`,
        ja: `${resource} の ${attribute} が指す ${text} は、${candidates === 1 ? "入力に含まれるリソースを指すか、何も指さないかが" : `入力に含まれる ${candidates} 件のリソースのどれなのか`}分からないため、これに依存する部分は確定しません。`,
      };
    }
    return {
      en: `${attribute} of ${resource} names ${text}, which this input does not hold; what depends on it is left out.`,
      ja: `${resource} の ${attribute} が指す ${text} は入力に含まれていないため、これに依存する部分は考慮していません。`,
    };
  },
  UNKNOWN_VALUE: ({ resource, attribute, text }) => {
    if (namesVariable(text)) {
      return {
        en: `${attribute} of ${resource} is ${text}, a variable without a value here; --var or --var-file gives it one.`,
        ja: `${resource} の ${attribute}（${text}）の変数には値がないため、不明な値として扱います。値は --var または --var-file で渡せます。`,
      };
    }
    if (namesParameter(text)) {
      return {
        en: `${attribute} of ${resource} is ${text}, a parameter without a value here; --var or --var-file gives it one.`,
        ja: `${resource} の ${attribute}（${text}）のパラメーターには値がないため、不明な値として扱います。値は --var または --var-file で渡せます。`,
      };
    }
    return {
      en: `${attribute} of ${resource} is ${text}, which nobody can know before apply.`,
      ja: `${resource} の ${attribute}（${text}）は適用するまで決まらないため、不明な値として扱います。`,
    };
  },
  UNKNOWN_INSTANCES: ({ resource, attribute, text }) => ({
    en: `How many instances ${resource} has depends on ${attribute} = ${text}; one stands for all of them.`,
    ja: `${resource} のインスタンス数は ${attribute} = ${text} に依存し不明なため、1 つのインスタンスで代表させています。`,
  }),
  INSTANCES_AFTER_APPLY: ({ resource, attribute, text }) => ({
    en: `${attribute} of ${resource} depends on ${text}: Terraform refuses the plan ("Invalid ${attribute} argument") as long as that resource isn't there.`,
    ja: `${resource} の ${attribute} は ${text} に依存しています。そのリソースが作成されるまで、Terraform は plan を拒否します（"Invalid ${attribute} argument"）。`,
  }),
  ASSUMED_VALUES: ({ resource }) => ({
    en: `Variables without a default have the values of ${resource}, the only such file in the folder; --var-file takes another.`,
    ja: `既定値のない変数には、フォルダーにある唯一の値ファイル ${resource} の値を使っています。別のファイルは --var-file で指定できます。`,
  }),
  UNCHECKED_SYNTHESIS: ({ resource }) => ({
    en: `${resource} was written by app.synth() alone: warnings may not have been shown, and a mistake in another stack may have left files of different ages. End the program with Synthesis.run(app), which checks all stacks before it writes any.`,
    ja: `${resource} は app.synth() だけで出力されています。警告が表示されていない可能性や、別のスタックの誤りのために新旧のファイルが混在している可能性があります。プログラムの最後で "Synthesis.run(app)" を呼び出すと、すべてのスタックを検査してから出力します。`,
  }),
  UNDECLARED_VALUE: ({ resource, attribute, text }) => ({
    en: `${resource} has a value for "${attribute}", which no variable is called${text === "" ? "" : ` (did you mean ${text}?)`}; it goes nowhere.`,
    ja: `${resource} の "${attribute}" という変数は宣言されていないため、値は使われません${text === "" ? "" : `（${text} の間違いではありませんか？）`}。`,
  }),
  ENVIRONMENT_NOT_READ: ({ text }) => ({
    en: `Set here, but not read, so that the answer is the same everywhere: ${text}. Terraform would take these values; --var or --var-file gives them.`,
    ja: `環境変数 ${text} は設定されていますが、どこで実行しても同じ結果になるように読み取りません。Terraform はこれらの値を使うため、--var または --var-file で渡してください。`,
  }),
  IN_TWO_INPUTS: ({ resource, attribute, text }) => ({
    en: `${attribute} has ${text} too; what ${resource} says of it counts.`,
    ja: `${text.replaceAll(", ", "、").replace(/ \+(\d+)$/, " ほか $1 件")} は ${attribute} にもありますが、${resource} の内容を使っています。`,
  }),
  LEARNED_ELSEWHERE: ({ resource, text }) => ({
    en: `${resource} has routes that ${text} learned over BGP, which is no gateway or Route Server of this input; they go nowhere.`,
    ja: `${resource} には ${text} が BGP で学習したルートがありますが、該当するゲートウェイや Route Server が入力に含まれていないため、使われません。`,
  }),
  PAGES_TAKEN_FOR_ONE: ({ resource, text }) => ({
    en: `Another page follows ${resource}; ${text} is taken for it, but doesn't say so. If it is a list of its own, resources are missing: "hub-spoke snapshot" reads them all.`,
    ja: `${resource} には続きがあり、${text} をその続きとして扱っています（確認できません）。別のリストであればリソースが欠けています。"hub-spoke snapshot" ならすべて取得できます。`,
  }),
  NETWORK_IN_PART: ({ resource, attribute }) => ({
    en: `${resource} is shown without ${attribute}, so those that it has are left out; query without "project", or use "hub-spoke snapshot".`,
    ja: `${resource} の ${attribute} が入力に含まれていないため、考慮していません。"project" を付けずに照会するか、"hub-spoke snapshot" を使ってください。`,
  }),
  PLAN_INCOMPLETE: () => ({
    en: 'Terraform could not finish this plan, so resources may be missing from it, and it can\'t be applied; mend what "terraform plan" complains of, and plan again.',
    ja: 'このプランは Terraform がエラーで中断したもので、適用できません。一部のリソースが欠けている可能性があります。"terraform plan" のエラーを解消し、プランを作り直してください。',
  }),
  PLAN_TARGETED: ({ text }) => ({
    en: `This plan is of a part of the configuration (-target)${text === "" ? "" : `: it says nothing of ${text}`}. What exists is taken to stay as it is; a plan without -target tells the rest.`,
    ja: `このプランは構成の一部だけを対象としています（-target）。${text === "" ? "" : `${text} は含まれていません。`}既存のリソースは現状のままとして扱います。残りは -target を付けないプランで分かります。`,
  }),
  PLAN_DEFERS: ({ resource, text }) => ({
    en: `Terraform defers ${resource}${text === "" ? "" : ` (${text})`} to a later plan; apply this one, and read the next.`,
    ja: `${resource}${text === "" ? "" : `（${text}）`}は次のプランまで延期されています。このプランを適用し、次のプランを入力してください。`,
  }),
  REMOVED_AND_KEPT: ({ resource }) => ({
    en: `${resource} is removed without being destroyed (destroy = false), so it may still be in Azure; a plan tells what it is, and once it is gone, so can be the removed block.`,
    ja: `${resource} は削除せずに管理から外されている（destroy = false）ため、Azure に残っている可能性があります。内容はプランで分かります。Azure から削除済みであれば、removed ブロックも削除してください。`,
  }),
  PLAN_REFRESHES: () => ({
    en: "This plan changes nothing but the state (-refresh-only): verdicts are of what is deployed, not of the configuration.",
    ja: "このプランはステートだけを更新するもの（-refresh-only）です。判定の対象は構成ではなく、デプロイ済みのネットワークです。",
  }),
  STATE_TAINTED: ({ resource }) => ({
    en: `${resource} is tainted: creating it ended with an error, or somebody said so, and Terraform replaces it at the next apply. Verdicts take it as the state has it; "terraform untaint" keeps it if it is sound.`,
    ja: `${resource} は taint されています（作成がエラーで終わったか、手動で指定されました）。次の apply で置き換えられます。判定はステートの内容のまま行っています。問題がなければ "terraform untaint" で維持できます。`,
  }),
  PLAN_DESTROYS: ({ text }) => ({
    en: `This plan destroys everything that it manages (${text} resources): nothing of the network is left to ask about; "terraform show -json" without a plan tells what is there today.`,
    ja: `このプランは管理対象のリソースをすべて（${text} 個）削除するため、判定の対象となるネットワークは残りません。現在のネットワークは、プランを指定しない "terraform show -json" の出力で分かります。`,
  }),
  PLAN_KEYS_TAKEN: ({ resource, attribute, text }) => ({
    en: `A plan doesn't tell x[each.key] from x[f(each.key)]: ${text === "1" ? "one reference" : `${text} references`} of its loops (such as ${attribute} of ${resource}) ${text === "1" ? "is" : "are"} read as the key itself. --config DIR, the folder that the plan was made of, reads what is written.`,
    ja: `プランでは x[each.key] と、each.key を関数などで変換した参照とを区別できないため、ループ内の参照 ${text} 個（${resource} の ${attribute} など）はキーそのものとして解釈しています。プランの元になったフォルダーを --config DIR で指定すると、実際の式を読み取ります。`,
  }),
  WORKSPACE_TAKEN: ({ text }) => ({
    en: `terraform.workspace is read as "${text}", which is selected in this folder; select another one, or give its plan, to ask about that.`,
    ja: `terraform.workspace は、このフォルダーで選択されている "${text}" として解釈しています。ほかのワークスペースについて調べるには、選択し直すか、そのワークスペースのプランを入力してください。`,
  }),
  TEMPLATE_ELSEWHERE: ({ resource }) => ({
    en: `${resource} deploys a template that lies elsewhere, so what it makes is left out; "az bicep build" puts modules into one file.`,
    ja: `${resource} は別の場所にあるテンプレートをデプロイするため、その内容は考慮していません。"az bicep build" を使うとモジュールが 1 つのファイルにまとまります。`,
  }),
  TEMPLATE_NOT_READ: ({ resource }) => ({
    en: `${resource} deploys a template of Azure's, which may hold parts of the network and isn't read; give the template to the command instead.`,
    ja: `${resource} は Azure のテンプレートをデプロイします。ネットワークの一部を含む可能性がありますが、解析していません。テンプレート自体を入力に指定してください。`,
  }),
  UNIT_WITHOUT_MODULE: ({ resource, text }) => ({
    en: `The module of ${resource}, ${text}, is not there, so what it makes is left out; "terragrunt init" brings it.`,
    ja: `${resource} のモジュール ${text} が見つからないため、考慮していません。"terragrunt init" で取得できます。`,
  }),
  STACK_NOT_GENERATED: ({ resource }) => ({
    en: `The units of ${resource} are not written out, so what they make is left out; "terragrunt stack generate" writes them.`,
    ja: `${resource} のユニットが生成されていないため、その内容は考慮していません。"terragrunt stack generate" で生成できます。`,
  }),
  MODULE_MISSING: ({ resource }) => ({
    en: `${resource} is not there, so what it makes is left out; "terraform init" brings it.`,
    ja: `${resource} の中身が見つからないため、考慮していません。"terraform init" で取得できます。`,
  }),
  MODULE_CIRCULAR: ({ resource }) => ({
    en: `${resource} calls a module that it stands in itself, which has no end: Terraform refuses that. What it makes is left out; correct its source.`,
    ja: `${resource} は、自身を呼び出しているモジュールを呼び出して循環しているため、Terraform はエラーにします。その内容は考慮していません。source を修正してください。`,
  }),
  UPDATE_NOT_APPLIED: ({ resource, text }) => ({
    en: `${resource} changes a ${text} that is described elsewhere; of what it sets, what isn't a single value is taken for unknown.`,
    ja: `${resource} は別の場所で定義された ${text} を変更します。設定する内容のうち、単一の値以外は不明として扱います。`,
  }),
  KIND_NOT_READ: ({ resource, text }) => ({
    en: `${resource}${text === "" ? "" : ` (${text})`} is of a kind that the analysis does not know; what depends on it is left out.`,
    ja: `${resource}${text === "" ? "" : `（${text}）`} は解析の対象外の種類のリソースです。これに依存する部分は考慮していません。`,
  }),
};

/** What could not be resolved, in words. */
export function problemMessage({
  code,
  resource,
  attribute = "",
  text = "",
  candidates = 0,
}: ModelProblem): LocalizedText {
  return PROBLEMS[code]({ resource, attribute, text, candidates });
}

/** Of so many resources, some are named. */
const NAMED = 3;

/** Several resources of a kind that nobody reads. */
export function unsupportedKind(kind: string, resources: readonly string[]): LocalizedText {
  const named = someOf(resources);
  return {
    en: `${resources.length} resources are ${kind}, a kind that the analysis does not know (${named.en}); what depends on them is left out.`,
    ja: `${kind} のリソース ${resources.length} 個（${named.ja}）は解析の対象外の種類です。これらに依存する部分は考慮していません。`,
  };
}

/** What is so of other resources too. */
export function alsoOf({ en, ja }: LocalizedText, resources: readonly string[]): LocalizedText {
  const named = someOf(resources);
  return { en: `${en} The same is so of ${named.en}.`, ja: `${ja}${named.ja} も同じです。` };
}

/** Networks of which the matrix says nothing. */
export function withoutSubnets(networks: readonly string[]): LocalizedText {
  const named = someOf(networks);
  return {
    en: `No verdict is about these virtual networks, of which the input tells no subnet: ${named.en}. Read the configuration that holds their subnets beside this one.`,
    ja: `次の仮想ネットワークは入力にサブネットがないため、判定の対象になりません: ${named.ja}。サブネットを定義している構成も併せて読み込んでください。`,
  };
}

function someOf(names: readonly string[]): LocalizedText {
  const named = names.slice(0, NAMED);
  const more = names.length - named.length;
  return {
    en: [...named, ...(more > 0 ? [`${more} more`] : [])].join(", "),
    ja: [...named, ...(more > 0 ? [`ほか ${more} 個`] : [])].join("、"),
  };
}
