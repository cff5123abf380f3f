// @ts-check
/** What stands around the screens: the line's name, the languages, the pages about the line. Loaded when somebody changes the language. */

const PARTS = [".skip", ".top", ".bottom", "#telling", "#mailbox"];

/**
 * Take all of it from another page, and what that page says for the scripts.
 * @param {Document} page
 */
export function takeFrame(page) {
  for (const part of PARTS) {
    const other = page.querySelector(part);
    document.querySelector(part)?.replaceWith(...(other === null ? [] : [document.importNode(other, true)]));
  }
  document.documentElement.lang = page.documentElement.lang;
}
