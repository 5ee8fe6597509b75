import { supportOf } from "../../lib/azure/image-support";

const until = (publisher: string, offer: string, sku: string) => supportOf(publisher, offer, sku)?.until;

test.each([
  ["Canonical", "UbuntuServer", "18.04-LTS", "2023-05-31"],
  ["Canonical", "0001-com-ubuntu-server-focal", "20_04-lts", "2025-05-29"],
  ["Canonical", "ubuntu-24_04-lts", "server", "2029-05-31"],
  ["Debian", "debian-11", "11-gen2", "2026-08-31"],
  ["MicrosoftWindowsServer", "WindowsServer", "2012-R2-Datacenter", "2023-10-10"],
  ["microsoftwindowsserver", "windowsserver", "2016-datacenter-gensecond", "2027-01-12"],
  ["OpenLogic", "CentOS", "7_9-gen2", "2024-06-30"],
  // The eighth ended before the seventh.
  ["OpenLogic", "CentOS", "8_5", "2021-12-31"],
  ["OpenLogic", "CentOS-LVM", "7-lvm", "2024-06-30"],
])("%s %s %s is supported until its vendor's last day", (publisher, offer, sku, day) => {
  expect(until(publisher, offer, sku)).toBe(day);
});

test.each([
  ["MicrosoftWindowsServer", "WindowsServer", "datacenter-core-20h2"],
  ["OpenLogic", "CentOS", "10.0"],
  ["Canonical", "ubuntu-25_10", "server"],
  ["somebody", "ubuntu-20_04", "golden"],
])("%s %s %s has no date that somebody looked up", (publisher, offer, sku) => {
  expect(until(publisher, offer, sku)).toBeUndefined();
});
