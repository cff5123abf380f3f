// @ts-check
/**
 * Passkeys: what is posted of one is picked out by name, so that what its `prf` has worked out stays in this browser.
 */

import { b64, randomBytes, unb64 } from "../crypto/browser/encoding.js";
import { prfInput, unlockedBy } from "../crypto/browser/passkeys.js";
import { ask, Refused } from "../sealed/line.js";
import { word } from "../sealed/words.js";

/** @typedef {import("../crypto/browser/age.js").Identity} Identity */

/**
 * @typedef {object} Touched
 * @property {Record<string, string>} posted
 * @property {Identity | undefined} unlock where the passkey can work out a key
 */

const ALGORITHMS = [-8, -7, -257];

/** Whether this browser has them, and whether this address can: one that is a number cannot. */
export function canPasskeys() {
  const isNumber = /^[\d.]+$|^\[/.test(location.hostname);
  return isSecureContext && !isNumber && globalThis.PublicKeyCredential !== undefined;
}

/**
 * Make one. Some work out their key at once, others at the next touch.
 * @param {HTMLFormElement} form
 * @param {Uint8Array} line
 * @param {string} name under which its owner signs in
 * @param {(sentence: string) => void} tells
 * @returns {Promise<Touched>}
 */
export async function makePasskey(form, line, name, tells) {
  const { challenge, address } = await asked(form);
  tells(word("passkey-touch"));
  const made = await touched(() =>
    navigator.credentials.create({
      publicKey: {
        challenge: bytes(unb64(challenge)),
        rp: { id: address, name: form.dataset.office ?? address },
        user: {
          id: bytes(unb64(form.dataset.user ?? "")),
          name,
          displayName: form.dataset.shownName ?? name,
        },
        pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: "public-key", alg })),
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
        attestation: "none",
        extensions: { prf: { eval: { first: bytes(prfInput(line)) } } },
      },
    }),
  );
  const response = made.response;
  if (!(response instanceof AuthenticatorAttestationResponse)) {
    throw new Refused(word("passkey-none"));
  }
  const posted = {
    id: b64(new Uint8Array(made.rawId)),
    clientDataJSON: b64(new Uint8Array(response.clientDataJSON)),
    attestationObject: b64(new Uint8Array(response.attestationObject)),
  };
  return { posted, unlock: await unlockOf(made, line, address, tells) };
}

/**
 * Sign with one, whichever its owner chooses.
 * @param {HTMLFormElement} form
 * @param {Uint8Array} line
 * @param {(sentence: string) => void} tells
 * @returns {Promise<Touched>}
 */
export async function usePasskey(form, line, tells) {
  const { challenge, address } = await asked(form);
  tells(word("passkey-touch"));
  const shown = await touched(() => navigator.credentials.get(request(unb64(challenge), address, line)));
  const response = shown.response;
  if (!(response instanceof AuthenticatorAssertionResponse)) {
    throw new Refused(word("passkey-none"));
  }
  const posted = {
    id: b64(new Uint8Array(shown.rawId)),
    clientDataJSON: b64(new Uint8Array(response.clientDataJSON)),
    authenticatorData: b64(new Uint8Array(response.authenticatorData)),
    signature: b64(new Uint8Array(response.signature)),
  };
  const output = prfOf(shown);
  return { posted, unlock: output && (await unlockedBy(output)) };
}

/**
 * @param {PublicKeyCredential} made
 * @param {Uint8Array} line
 * @param {string} address
 * @param {(sentence: string) => void} tells
 */
async function unlockOf(made, line, address, tells) {
  const at = prfOf(made);
  if (at !== undefined) {
    return unlockedBy(at);
  }
  if (made.getClientExtensionResults().prf?.enabled !== true) {
    return undefined;
  }
  tells(word("passkey-again"));
  const again = request(randomBytes(32), address, line, made.rawId); // nobody looks at what it signs
  const output = prfOf(await touched(() => navigator.credentials.get(again)));
  return output && unlockedBy(output);
}

/**
 * @param {Uint8Array} challenge
 * @param {string} address
 * @param {Uint8Array} line
 * @param {ArrayBuffer} [id] of the only passkey that will do
 * @returns {CredentialRequestOptions}
 */
function request(challenge, address, line, id) {
  return {
    publicKey: {
      challenge: bytes(challenge),
      rpId: address,
      allowCredentials: id === undefined ? [] : [{ type: "public-key", id }],
      userVerification: "required",
      extensions: { prf: { eval: { first: bytes(prfInput(line)) } } },
    },
  };
}

/**
 * @param {() => Promise<Credential | null>} how
 * @returns {Promise<PublicKeyCredential>}
 */
async function touched(how) {
  let found;
  try {
    found = await how();
  } catch {
    throw new Refused(word("passkey-none"));
  }
  if (!(found instanceof PublicKeyCredential)) {
    throw new Refused(word("passkey-none"));
  }
  return found;
}

/** @param {PublicKeyCredential} credential */
function prfOf(credential) {
  const first = credential.getClientExtensionResults().prf?.results?.first;
  if (first === undefined) {
    return undefined;
  }
  return first instanceof ArrayBuffer
    ? new Uint8Array(first)
    : new Uint8Array(first.buffer, first.byteOffset, first.byteLength);
}

/**
 * @param {HTMLFormElement} form
 * @returns {Promise<{ challenge: string, address: string }>}
 */
async function asked(form) {
  return (await ask(form.dataset.challenge ?? "", { method: "POST" })).json();
}

/** @param {Uint8Array} raw */
function bytes(raw) {
  return new Uint8Array(raw);
}
