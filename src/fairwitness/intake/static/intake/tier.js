// @ts-check
/** The first page: say which protection is in force in this browser. */

if (globalThis.crypto?.subtle !== undefined) {
  for (const sentence of document.querySelectorAll("[data-tier]")) {
    sentence.toggleAttribute("hidden", sentence.getAttribute("data-tier") !== "browser");
  }
}
