// @ts-check
/** Which wordings two readers have signed as confirmed: those stay as they are, whatever was written since. */

import { unb64 } from "../crypto/browser/encoding.js";
import { findingFromJson } from "../crypto/browser/findings.js";
import { verify } from "../crypto/browser/keys.js";

/** @typedef {import("../crypto/browser/sheets.js").KeySheet} KeySheet */
/** @typedef {import("./types.js").Allegation} Allegation */
/** @typedef {import("./types.js").Pinned} Pinned */

const BOTH = 2;

/**
 * Which wording of which claim, by its id; none where two readers of a key sheet have not signed it about this tip.
 * @param {DOMStringMap} of `closed` and `closedBy`, as the line hands them out, and `tip`
 * @param {readonly KeySheet[]} sheets
 * @returns {Map<string, number>}
 */
export function confirmedIn({ closed = "", closedBy = "", tip = "" }, sheets) {
  try {
    const json = unb64(closed);
    const finding = findingFromJson(json);
    const keys = sheets.flatMap(({ reviewers }) => reviewers);
    const names = closedBy
      .split(" ")
      .map((one) => keys.find(({ key }) => verify(key, "finding", json, unb64(one)))?.name);
    const isSigned = new Set(names.filter((one) => one !== undefined)).size === BOTH;
    const holds = isSigned && finding.tip === tip;
    return new Map(holds ? finding.claims.map(({ id, version }) => [id, version]) : []);
  } catch {
    return new Map();
  }
}

/**
 * All of them, those that two have signed with the wording that they have signed; what was written since counts for nothing.
 * @param {readonly Allegation[]} allegations
 * @param {ReadonlyMap<string, number>} confirmed
 * @returns {Pinned[]}
 */
export function pinned(allegations, confirmed) {
  return allegations.map((one) => {
    const signed = confirmed.get(one.id);
    return signed === undefined || one.versions.length < signed
      ? { ...one, isConfirmed: false, ignored: [] }
      : {
          id: one.id,
          versions: one.versions.slice(0, signed),
          isConfirmed: true,
          ignored: one.versions.slice(signed),
        };
  });
}
