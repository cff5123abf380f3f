// @ts-check
/** What stands around the screens: the line's name, the languages, the pages about the line. */

/**
 * Whether one of the links around the screens leads there.
 * @param {URL} address
 */
export function isAround(address) {
  const links = [...document.querySelectorAll(".top .home, .bottom a")];
  return links.some((link) => link instanceof HTMLAnchorElement && link.pathname === address.pathname);
}

/**
 * Take all of it from another page, and what that page says for the scripts. Returns that.
 * @param {Document} page
 * @returns {HTMLElement}
 */
export function takeFrame(page) {
  for (const part of [".skip", ".top", ".bottom", "#telling"]) {
    const other = page.querySelector(part);
    document.querySelector(part)?.replaceWith(...(other === null ? [] : [document.importNode(other, true)]));
  }
  document.documentElement.lang = page.documentElement.lang;
  return /** @type {HTMLElement} */ (document.querySelector("#telling"));
}
