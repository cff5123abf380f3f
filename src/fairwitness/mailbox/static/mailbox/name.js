// @ts-check
/** A question for a name that two keys guard: believed only where two readers have signed it to this mailbox, and answered under its key. */

import { b64, equal, unb64 } from "../crypto/browser/encoding.js";
import { verify } from "../crypto/browser/keys.js";
import { ASKED, askedFromJson, BY_CONSENT, CONSENT, consentToJson } from "../crypto/browser/name-requests.js";
import { hashOf } from "../sealed/conversation.js";
import { Refused } from "../sealed/line.js";
import { word } from "../sealed/words.js";
import { bytesOf } from "./wire.js";

/** @typedef {import("../crypto/browser/sheets.js").KeySheet} KeySheet */
/** @typedef {import("./keys.js").Code} Code */
/** @typedef {import("./opening.js").Mailbox} Mailbox */
/** @typedef {import("./types.js").NameStands} NameStands */
/** @typedef {import("./wire.js").Opened} Opened */
/** @typedef {import("./wire.js").Wire} Wire */
/** @typedef {import("../sealed/screens.js").Screens} Screens */
/** @typedef {{code: Code, wire: Wire, mailbox: Mailbox}} Inside */

/**
 * The parts of the pages that show it; none where no name is sealed apart.
 * @param {Opened} told
 * @param {Code} code
 * @param {readonly KeySheet[]} sheets signed by the office of the tipster's own
 */
export function partsOf({ name, line }, code, sheets) {
  if (!name) {
    return [];
  }
  const before = name.was_opened && name.state !== "opened" ? ["name-was-opened"] : []; // whatever came after
  const waits = ["asked", "agreed"].includes(name.state);
  if (waits && !isSigned(name, bytesOf(line), code, sheets)) {
    return [...before, "name-rests", "name-doubtful", ...(name.state === "agreed" ? ["may-take-back"] : [])];
  }
  const rests = waits || name.state === "duty" ? [] : ["name-rests"];
  const may = { asked: ["may-say-yes", "may-say-no"], agreed: ["may-take-back"] }[name.state] ?? [];
  const ended = ["opened", "refused"].includes(name.state) ? ["by-duty"] : [];
  const duty = name.ground ? [`duty-${name.ground}`, ...ended] : [];
  return [...before, `name-${name.state}`, ...rests, ...may, ...duty];
}

/**
 * @param {NameStands} name
 * @param {Uint8Array} line
 * @param {Code} code
 * @param {readonly KeySheet[]} sheets
 */
function isSigned({ statement, first, second }, line, code, sheets) {
  try {
    const raw = unb64(statement);
    const asked = askedFromJson(raw);
    const keys = sheets.flatMap((sheet) => sheet.reviewers.map((one) => one.key));
    const [one, other] = [first, second].map((signature) =>
      keys.find((key) => verify(key, ASKED, raw, bytesOf(signature))),
    );
    const byTwo = one !== undefined && other !== undefined && !equal(one, other);
    const isOurs = equal(asked.line, line) && equal(asked.mailbox, code.keys.signing.verifyingKey);
    return byTwo && isOurs && asked.ground === BY_CONSENT;
  } catch {
    return false;
  }
}

/**
 * Take one of the page's buttons: a yes is pressed twice.
 * @param {HTMLElement | undefined} pressed
 * @param {Screens} screens
 * @param {Inside} before what the page shows
 * @param {() => Promise<Inside>} openAgain let it show what the line has now
 */
export async function sayOfName(pressed, screens, before, openAgain) {
  const said = pressed?.getAttribute("value") ?? "";
  if (said === "first") {
    screens.parts("name", [...before.mailbox.asked.filter((one) => one !== "may-say-yes"), "sure"]);
    return;
  }
  const { code, wire, mailbox } = await openAgain();
  const { name, line } = mailbox.told;
  if (!name?.statement || name.statement !== before.mailbox.told.name?.statement) {
    throw new Refused(word("refused"), "conflict"); // the page shows by now what holds
  }
  await wire.name(consentTo(name, unb64(line), code, said));
  await openAgain();
  screens.show("letters");
}

/**
 * A yes or a no to just what stands there, of the day that the line has.
 * @param {NameStands} name
 * @param {Uint8Array} line
 * @param {Code} code
 * @param {string} says
 */
function consentTo({ statement, today }, line, code, says) {
  const asked = hashOf(statement);
  if (asked === undefined) {
    throw new TypeError("nothing is asked");
  }
  const said = consentToJson({ line, asked, says, day: today });
  return { statement: b64(said), signature: b64(code.keys.signing.sign(CONSENT, said)) };
}
