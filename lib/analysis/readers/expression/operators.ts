import { Scalar } from "../terraform/value";
import { numberOf, Refused, rounded, truthOf } from "./scalars";

export function isTrue(value: Scalar | undefined): boolean {
  return value === true || value === "true";
}

/** `left operator right` of what is known; equality is asked elsewhere, since it takes any value. */
export function operate(operator: string, left: Scalar, right: Scalar): Scalar {
  switch (operator) {
    case "||":
      return truthOf(left) || truthOf(right);
    case "&&":
      return truthOf(left) && truthOf(right);
  }
  const [a, b] = [numberOf(left), numberOf(right)];
  switch (operator) {
    case "<":
      return a < b;
    case ">":
      return a > b;
    case "<=":
      return a <= b;
    case ">=":
      return a >= b;
    case "+":
      return rounded(a + b);
    case "-":
      return rounded(a - b);
    case "*":
      return rounded(a * b);
  }
  if (b === 0) {
    throw new Refused();
  }
  return rounded(operator === "/" ? a / b : a % b);
}
