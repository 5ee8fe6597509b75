/** The expressions of Terraform's language, as `parser.ts` reads them. */
export type Expression =
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "template"; readonly parts: readonly TemplatePart[] }
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "attribute"; readonly of: Expression; readonly name: string }
  | { readonly kind: "index"; readonly of: Expression; readonly index: Expression }
  | { readonly kind: "splat"; readonly of: Expression; readonly each: readonly SplatStep[] }
  | {
      readonly kind: "call";
      readonly name: string;
      readonly arguments: readonly Expression[];
      readonly expand: boolean;
    }
  | { readonly kind: "tuple"; readonly items: readonly Expression[] }
  | { readonly kind: "object"; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: "for"; readonly loop: ForLoop }
  | {
      readonly kind: "conditional";
      readonly test: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
    }
  | {
      readonly kind: "binary";
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: "unary"; readonly operator: string; readonly operand: Expression };

/** What follows a splat and applies to each element: `.id` or `[0]`. */
export type SplatStep =
  | { readonly kind: "attribute"; readonly name: string }
  | { readonly kind: "index"; readonly index: Expression };

/** `[for k, v in collection : value if condition]`, or with `key => value` between braces. */
export interface ForLoop {
  readonly keyName?: string;
  readonly valueName: string;
  readonly collection: Expression;
  readonly key?: Expression;
  readonly value: Expression;
  readonly condition?: Expression;
  readonly grouped: boolean;
}

/** A piece of a template: text as it is, or an interpolation together with its source. */
export type TemplatePart = string | { readonly source: string; readonly expression: Expression };

/** A text that isn't an expression of Terraform's language, or uses something that the parser doesn't know. */
export class ExpressionSyntaxError extends Error {}
