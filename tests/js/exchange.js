// @ts-check
/// <reference path="./node.d.ts" />
/**
 * What our modules make of what Python asks: a JSON list of [name, argument] on standard input, a list of answers on
 * standard output. Bytes are base64url. A refusal is an answer too: `{refused: the error's class}`.
 */

import {
  generateHybridIdentity,
  generateX25519Identity,
  open,
  parseIdentity,
  recipientOf,
  seal,
} from "../../src/fairwitness/crypto/browser/age.js";
import { CodeError, TipCode } from "../../src/fairwitness/crypto/browser/codes.js";
import { b64, dumps, unb64, utf8 } from "../../src/fairwitness/crypto/browser/encoding.js";
import {
  grantFromJson,
  grantToJson,
  openGrant,
  sealGrant,
} from "../../src/fairwitness/crypto/browser/grants.js";
import { SigningKey } from "../../src/fairwitness/crypto/browser/keys.js";
import {
  letterFromJson,
  letterToJson,
  openLetter,
  sealLetter,
} from "../../src/fairwitness/crypto/browser/letters.js";
import { bucket, fileSize, padme } from "../../src/fairwitness/crypto/browser/padding.js";
import { FileSealer, openFile } from "../../src/fairwitness/crypto/browser/parts.js";
import { armor } from "../../src/fairwitness/vendor/armor.js";

const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** @type {Record<string, (of: any) => unknown>} */
const ANSWERS = {
  newKeys: async () => {
    const both = [generateHybridIdentity(), await generateX25519Identity()];
    return await Promise.all(both.map(async (one) => [one.reveal(), await recipientOf(one)]));
  },
  recipient: async (of) => await recipientOf(parseIdentity(of.identity)),
  seal: async (of) => {
    const sealed = await seal(unb64(of.plaintext), of.recipients);
    return b64(of.armored ? utf8(armor.encode(sealed)) : sealed);
  },
  open: async (of) => {
    const file = unb64(of.sealed);
    const sealed = of.armored ? armor.decode(text.decode(file)) : file;
    return b64(await open(sealed, of.identities.map(parseIdentity)));
  },
  sealLetter: async (of) => {
    const signing = SigningKey.fromSeed(unb64(of.seed));
    return b64(await sealLetter(letterFromJson(utf8(of.json)), signing, of.recipient));
  },
  openLetter: async (of) =>
    text.decode(letterToJson(await openLetter(unb64(of.sealed), [parseIdentity(of.identity)]))),
  sealGrant: async (of) => {
    const signing = of.seed && SigningKey.fromSeed(unb64(of.seed));
    return b64(await sealGrant(grantFromJson(utf8(of.json)), of.recipient, signing));
  },
  openGrant: async (of) => {
    const grant = await openGrant(unb64(of.sealed), parseIdentity(of.identity), of.conversation, of.n);
    return text.decode(grantToJson(grant));
  },
  sealFile: async (of) => {
    const sealer = new FileSealer(new Blob([unb64(of.content)]), of.id, of.recipient);
    const parts = [];
    for await (const part of sealer.parts()) {
      parts.push(b64(part.sealed));
    }
    const { size, sha256, parts: hashes } = sealer.facts;
    return { size, sha256: b64(sha256), hashes: hashes.map(b64), parts };
  },
  openFile: async (of) => {
    const entry = {
      ...of.entry,
      sha256: unb64(of.entry.sha256),
      parts: of.entry.parts.map((/** @type {string} */ one) => unb64(one)),
    };
    const fetchPart = async (/** @type {string} */ _, /** @type {number} */ number) =>
      unb64(of.parts[number]);
    const pieces = [];
    for await (const piece of openFile(entry, [parseIdentity(of.identity)], fetchPart)) {
      pieces.push(piece);
    }
    return b64(new Uint8Array(await new Blob(pieces).arrayBuffer()));
  },
  dumps: (of) => b64(dumps(of)),
  code: async (of) => {
    try {
      return (await TipCode.read(of)).numbers;
    } catch (error) {
      return error instanceof CodeError ? [error.why, error.entry, error.count] : String(error);
    }
  },
  padded: (of) => [padme(BigInt(of)), bucket(Number(of)), fileSize(Number(of))].map(String),
};

/**
 * @param {string} name
 * @param {unknown} argument
 */
async function answer(name, argument) {
  try {
    return await ANSWERS[name]?.(argument);
  } catch (error) {
    return { refused: error instanceof Error ? error.constructor.name : String(error) };
  }
}

let asked = "";
const decoder = new TextDecoder();
for await (const piece of process.stdin) {
  asked += decoder.decode(piece, { stream: true });
}
const answers = [];
for (const [name, argument] of JSON.parse(asked)) {
  answers.push(await answer(name, argument));
}
process.stdout.write(JSON.stringify(answers));
