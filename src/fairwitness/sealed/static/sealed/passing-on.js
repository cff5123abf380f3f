// @ts-check
/**
 * Passing a tip on: by which answers a letter asks its tipster, and the tipster's letter says yes or no.
 *
 * A question is a body's slug and a short hash of how the charter describes it, and an answer is the question with yes or no
 * behind it. So neither says anything of a body that the charter describes otherwise by now.
 */

export const QUESTION = "pass-on";

/**
 * @param {string} asked
 * @param {boolean} yes
 */
export function answer(asked, yes) {
  return `${asked} ${yes ? "yes" : "no"}`;
}

/**
 * @param {string} text
 * @returns {[string, boolean] | undefined}
 */
export function read(text) {
  const [, asked, said] = /^([a-z][a-z0-9-]{0,39} [\w-]{22}) (yes|no)$/.exec(text) ?? [];
  return asked === undefined ? undefined : [asked, said === "yes"];
}

/**
 * What can still be said of it where no body of today's has these words.
 * @param {string} text
 * @returns {{slug: string, said: string} | undefined} undefined where it is neither question nor answer
 */
export function ofNoBody(text) {
  const [, slug, said = "asked"] = /^([a-z][a-z0-9-]{0,39})(?: [\w-]{22})?(?: (yes|no))?$/.exec(text) ?? [];
  return slug === undefined ? undefined : { slug, said };
}
