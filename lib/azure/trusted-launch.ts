/**
 * Sizes without machines of generation 2, which Trusted Launch needs, and Arm machines of version 5. Source: "Trusted Launch for
 * Azure virtual machines", sizes that are not supported.
 */
const WITHOUT =
  /^((Basic|Standard)_A\d+m?(_v2)?|Standard_DS?\d+|Standard_D\d+_v[23]|Standard_E\d+i?_v3|Standard_N[CV]\d+r?|Standard_[DE]\d+p[ld]*s_v5)$/i;

/** Whether machines of a size are known to have no Trusted Launch. */
export function lacksTrustedLaunch(size: string): boolean {
  return WITHOUT.test(size);
}
