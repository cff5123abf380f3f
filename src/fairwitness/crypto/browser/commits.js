// @ts-check
/** What a browser sends that has sealed a tip: a draft to be kept, or the whole tip to be committed. */

import { b64, dumps } from "./encoding.js";

/** @typedef {import("./types.js").CodeShown} CodeShown */
/** @typedef {import("./types.js").Sent} Sent */
/** @typedef {import("./types.js").SealedGrant} SealedGrant */
/** @typedef {import("./types.js").Commit} Commit */

/** @param {Commit} commit */
export function commitToJson(commit) {
  return dumps({
    commit: b64(commit.commit),
    ...codeToJson(commit.code),
    conversation: commit.conversation,
    grants: commit.grants.map((one) => ({ holder: b64(one.holder), sealed: b64(one.sealed) })),
    ...(commit.excluded.length > 0 && { excluded: commit.excluded.map(b64) }),
    letter: b64(commit.letter),
    ...uploadsToJson(commit.uploads),
    ...(commit.noAnswer && { no_answer: 1 }),
    ...(commit.name && { name: b64(commit.name) }),
  });
}

/**
 * @param {CodeShown} code
 * @param {Uint8Array} sealed
 * @param {Sent[]} uploads
 */
export function draftToJson(code, sealed, uploads) {
  return dumps({ ...codeToJson(code), sealed: b64(sealed), ...uploadsToJson(uploads) });
}

/** @param {CodeShown} code */
function codeToJson(code) {
  return {
    locator: b64(code.locator),
    auth: b64(code.auth),
    recipient: code.recipient,
    key: b64(code.key),
  };
}

/** @param {Sent[]} uploads */
function uploadsToJson(uploads) {
  const listed = uploads.map((one) => ({ id: one.id, ...(one.secret && { secret: b64(one.secret) }) }));
  return listed.length > 0 ? { uploads: listed } : {};
}
