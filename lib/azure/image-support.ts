/** Images whose vendor says until when it mends them. */
interface Supported {
  /** What the message calls it. */
  readonly name: string;
  /** Matches `publisher offer sku`. */
  readonly image: RegExp;
  /** The last day: `2029-01-09`. */
  readonly until: string;
}

/**
 * Ends of support, by what an image says of itself. Read on 2026-11-27. Windows Server (extended support) and CentOS in
 * endoflife.date's copies of learn.microsoft.com/lifecycle and wiki.centos.org/About/Product, CentOS 7 and 8 in "CentOS
 * End-Of-Life guidance" of learn.microsoft.com too. Ubuntu (standard support) and Debian (LTS) in Debian's package
 * distro-info-data, version 0.68.
 */
const SUPPORT: readonly Supported[] = [
  windows("Windows Server 2008 R2", "2008-?r2", "2020-01-14"),
  windows("Windows Server 2012", "2012", "2023-10-10"),
  windows("Windows Server 2016", "2016", "2027-01-12"),
  windows("Windows Server 2019", "2019", "2029-01-09"),
  windows("Windows Server 2022", "2022", "2031-10-14"),
  windows("Windows Server 2025", "2025", "2034-10-10"),
  ubuntu("16.04", "xenial", "2021-04-30"),
  ubuntu("18.04", "bionic", "2023-05-31"),
  ubuntu("20.04", "focal", "2025-05-29"),
  ubuntu("22.04", "jammy", "2027-06-01"),
  ubuntu("24.04", "noble", "2029-05-31"),
  ubuntu("26.04", "resolute", "2031-05-29"),
  debian(10, "2024-06-30"),
  debian(11, "2026-08-31"),
  debian(12, "2028-06-30"),
  debian(13, "2030-06-30"),
  centos(6, "2020-11-30"),
  centos(7, "2024-06-30"),
  centos(8, "2021-12-31"),
];

/** What an image is and until when it is supported; undefined where nobody here knows. */
export function supportOf(
  publisher: string,
  offer: string,
  sku: string,
): { readonly name: string; readonly until: string } | undefined {
  const text = `${publisher} ${offer} ${sku}`;
  return SUPPORT.find(({ image }) => image.test(text));
}

function windows(name: string, year: string, until: string): Supported {
  return { name, image: new RegExp(`^MicrosoftWindowsServer WindowsServer ${year}\\b`, "i"), until };
}

function ubuntu(version: string, codename: string, until: string): Supported {
  const digits = version.replace(".", "[._]");
  return { name: `Ubuntu ${version}`, image: new RegExp(`^Canonical .*(${digits}|${codename})`, "i"), until };
}

function debian(version: number, until: string): Supported {
  return { name: `Debian ${version}`, image: new RegExp(`^Debian debian-${version}\\b`, "i"), until };
}

/** Skus are `7.9`, `7_9-gen2` or `7-lvm`, of offers such as `CentOS` and `CentOS-HPC`. */
function centos(version: number, until: string): Supported {
  return {
    name: `CentOS ${version}`,
    image: new RegExp(`^OpenLogic CentOS\\S* ${version}(?!\\d)`, "i"),
    until,
  };
}
