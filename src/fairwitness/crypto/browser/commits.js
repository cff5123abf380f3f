// @ts-check
/** What a browser sends that has sealed a tip: a draft to be kept, or the whole tip to be committed. */

import { b64, dumps } from "./encoding.js";

/**
 * What is shown of a tip code; the seed stays here.
 * @typedef {object} CodeShown
 * @property {Uint8Array} locator
 * @property {Uint8Array} auth what lets in: the server keeps its hash alone
 * @property {string} recipient
 * @property {Uint8Array} key verifying key
 */
/** @typedef {{id: string, secret?: Uint8Array}} Sent a file; without its secret where it belongs to the draft already */
/** @typedef {{holder: Uint8Array, sealed: Uint8Array}} SealedGrant */
/**
 * A whole tip. The same bytes again are the same commit.
 * @typedef {object} Commit
 * @property {Uint8Array} commit 16 random bytes
 * @property {CodeShown} code
 * @property {string} conversation
 * @property {SealedGrant[]} grants
 * @property {Uint8Array[]} excluded holders whom the tipster does not want
 * @property {Uint8Array} letter
 * @property {Sent[]} uploads
 * @property {boolean} noAnswer
 */

/**
 * The body of the request that commits.
 * @param {Commit} commit
 */
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
  });
}

/**
 * The body of the request that keeps a draft.
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
