/**
 * Zones that `azurerm_automation_schedule` doesn't know, and one with the same time that it does: it has the newer names, and
 * not each of them. Source: the list of azurerm, and the clocks of 2026 to 2029.
 */
const KNOWN_AS: { readonly [zone: string]: string } = {
  "America/Araguaina": "America/Fortaleza",
  "America/Bahia": "America/Fortaleza",
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "America/Indianapolis": "America/New_York",
  "America/Whitehorse": "America/Dawson_Creek",
  "Asia/Barnaul": "Asia/Bangkok",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Krasnoyarsk": "Asia/Bangkok",
  "Asia/Magadan": "Asia/Sakhalin",
  "Asia/Qyzylorda": "Asia/Almaty",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Srednekolymsk": "Asia/Sakhalin",
  "Asia/Tomsk": "Asia/Bangkok",
  "Asia/Yakutsk": "Asia/Chita",
  "Australia/Hobart": "Australia/Sydney",
  "Etc/GMT+11": "Pacific/Pago_Pago",
  "Etc/GMT+2": "America/Noronha",
  "Etc/GMT+8": "Pacific/Pitcairn",
  "Etc/GMT+9": "Pacific/Gambier",
  "Etc/GMT-12": "Pacific/Tarawa",
  "Etc/GMT-13": "Pacific/Enderbury",
  "Europe/Astrakhan": "Asia/Baku",
  "Europe/Saratov": "Asia/Baku",
};

/** A zone as azurerm's schedules know it; the zone of the date line itself has none there. */
export function automationZone(zone: string): string | undefined {
  return zone === "Etc/GMT+12" ? undefined : (KNOWN_AS[zone] ?? zone);
}
