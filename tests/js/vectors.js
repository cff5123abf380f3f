// @ts-check
/**
 * tests/vectors/*.json, in JavaScript: Node and Chromium run this one module.
 *
 * Every key of every file has a rule here. A file or a key without one is a failure, and so is a rule without its key.
 */

import {
  AgeError,
  holderOf,
  open,
  parseHybridIdentity,
  recipientOf,
} from "../../src/fairwitness/crypto/browser/age.js";
import { CodeError, TipCode } from "../../src/fairwitness/crypto/browser/codes.js";
import { commitToJson, draftToJson } from "../../src/fairwitness/crypto/browser/commits.js";
import {
  b64,
  dumps,
  EncodingError,
  loads,
  taggedHash,
  unb64,
  utf8,
} from "../../src/fairwitness/crypto/browser/encoding.js";
import { FrameError, pack, unpack } from "../../src/fairwitness/crypto/browser/framing.js";
import {
  GrantError,
  grantFromJson,
  grantToJson,
  openGrant,
} from "../../src/fairwitness/crypto/browser/grants.js";
import { HeadError, readHead, readLineKey } from "../../src/fairwitness/crypto/browser/heads.js";
import { derive, MailboxKeys, SigningKey, verify } from "../../src/fairwitness/crypto/browser/keys.js";
import {
  LetterError,
  letterFromJson,
  letterToJson,
  openLetter,
} from "../../src/fairwitness/crypto/browser/letters.js";
import { bucket, fileSize, nextPower, padme } from "../../src/fairwitness/crypto/browser/padding.js";
import { FileSealer, openFile, unpackPart } from "../../src/fairwitness/crypto/browser/parts.js";
import { prfInput, unlockedBy } from "../../src/fairwitness/crypto/browser/passkeys.js";
import {
  StatementError,
  statementFromJson,
  statementToJson,
} from "../../src/fairwitness/crypto/browser/referrals.js";
import {
  RewardSheetError,
  readPublishedRewards,
  rewardSheetToJson,
} from "../../src/fairwitness/crypto/browser/reward-sheets.js";
import { readPublished, SheetError, sheetToJson } from "../../src/fairwitness/crypto/browser/sheets.js";
import { fingerprintOf, StaffKeys, StaffPassphrase } from "../../src/fairwitness/crypto/browser/staff.js";
import { doubts } from "../../src/fairwitness/crypto/browser/standing.js";
import {
  finalizeVoucher,
  pendingFromJson,
  pendingToJson,
  readVoucher,
  spentOf,
  VoucherError,
  voucherToText,
  worthOf,
} from "../../src/fairwitness/crypto/browser/vouchers.js";
import { blindSignature, noSignature } from "./blind-rsa.js";
import { cctv } from "./cctv.js";
import { hex, refused, same, sha256Hex, unhex } from "./checks.js";

/** @typedef {Record<string, any>} File a whole vector file */
/** @typedef {(of: any, file: File) => any} Rule of one case */

/** @type {Record<string, Record<string, Rule>>} */
const RULES = {
  encoding: {
    hash: (of) => same(taggedHash(of.label, ...of.parts.map(unhex)), unhex(of.is)),
    hkdf: async (of) => same(await derive(unhex(of.secret), of.info), unhex(of.is)),
    base64url: (of) => same([b64(unhex(of.bytes)), unb64(of.is)], [of.is, unhex(of.bytes)]),
    base64url_refused: (text) => refused([EncodingError], () => unb64(text)),
    json: (of) => same([dumps(of.value), loads(unhex(of.is))], [unhex(of.is), of.value]),
    json_refused: (text) => refused([EncodingError], () => loads(unhex(text))),
  },
  padding: {
    padme: ([size, padded]) => same(padme(BigInt(size)), padded),
    bucket: ([size, padded]) => same(String(bucket(Number(size))), padded),
    file_size: ([size, padded]) => same(String(fileSize(Number(size))), padded),
    next_power: ([size, padded]) => same(String(nextPower(Number(size))), padded),
  },
  codes: {
    line: () => undefined,
    codes: tipCode,
    read: async (of) => same((await TipCode.read(of.text)).numbers, of.numbers),
    refused: async (of) => same((await refused([CodeError], () => TipCode.read(of.text))).why, of.why),
  },
  staff: { "*": staff },
  passkeys: { "*": passkeys },
  keys: {
    mailbox: mailboxKeys,
    staff: staffKeys,
    signatures: signature,
    signatures_refused: (of) =>
      same(verify(unhex(of.key), of.kind, unhex(of.json), unhex(of.signature)), false),
  },
  framing: { pack: frame, refused: (of) => refused([FrameError], () => unpack(unb64(of.plaintext))) },
  letters: {
    identity: () => undefined,
    letters: letter,
    refused: (of, file) =>
      refused([AgeError, LetterError], () =>
        openLetter(unb64(of.sealed), [parseHybridIdentity(file.identity)]),
      ),
  },
  grants: {
    holder: () => undefined,
    conversation: () => undefined,
    grants: async (of, file) => {
      same(grantToJson(await grantIn(of, file)), utf8(of.json));
      same(grantToJson(grantFromJson(utf8(of.json))), utf8(of.json));
    },
    refused: (of, file) => refused([AgeError, GrantError], () => grantIn(of, file)),
  },
  parts: {
    identity: () => undefined,
    file_id: () => undefined,
    plaintexts: plaintextsOfParts,
    files: sealedFile,
    refused: (of, file) =>
      refused([AgeError], async () =>
        unpackPart(await open(unb64(of.sealed), [parseHybridIdentity(file.identity)])),
      ),
  },
  sheets: {
    office: () => undefined,
    sheets: (of, file) => {
      const sheet = readPublished(utf8(of.published), unhex(file.office));
      same([sheet.serial, sheet.hash], [of.serial, unhex(of.hash)]);
      same(sheetToJson(sheet), utf8(of.published.slice(0, of.published.indexOf("\n"))));
    },
    refused: (of, file) => refused([SheetError], () => readPublished(utf8(of.published), unhex(file.office))),
  },
  reward_sheets: {
    office: () => undefined,
    sheets: (of, file) => {
      const sheet = readPublishedRewards(utf8(of.published), unhex(file.office));
      same([sheet.serial, sheet.hash], [of.serial, unhex(of.hash)]);
      same(rewardSheetToJson(sheet), utf8(of.published.slice(0, of.published.indexOf("\n"))));
      same(sheet.keys.map((key) => hex(key.id)).sort(), of.ids);
    },
    refused: (of, file) =>
      refused([RewardSheetError], () => readPublishedRewards(utf8(of.published), unhex(file.office))),
  },
  vouchers: {
    office: () => undefined,
    sheet: () => undefined,
    vouchers: voucher,
    pending_refused: (of) => refused([EncodingError], () => pendingFromJson(utf8(of.json))),
    answers_refused: async (of, file) => {
      const pending = pendingFromJson(utf8(file.vouchers[0].pending));
      const found = () => finalizeVoucher(pending, sheetOfVouchers(file), unb64(of.signed));
      same((await refused([VoucherError], found)).why, "not-signed");
    },
    read: (of, file) => same(voucherToText(readVoucher(of.text)), file.vouchers[0].text),
    refused: async (of) => same((await refused([VoucherError], () => readVoucher(of.text))).why, of.why),
    worthless: async (of, file) => {
      const found = () => worthOf(readVoucher(of.text), sheetOfVouchers(file));
      same((await refused([VoucherError], found)).why, of.why);
    },
  },
  heads: {
    office: () => undefined,
    line_key: (of, file) => {
      const { key, line } = readLineKey(utf8(of.published), unhex(file.office));
      same([key, line], [unhex(of.key), unhex(of.line)]);
    },
    line_keys_refused: (of, file) =>
      refused([HeadError], () => readLineKey(utf8(of.published), unhex(file.office))),
    heads: (of, file) => {
      const head = readHead(utf8(of.published), unhex(file.line_key.key));
      same([head.day, head.hash], [of.day, unhex(of.hash)]);
      same(head.rewards, of.rewards && unhex(of.rewards));
    },
    refused: (of, file) => refused([HeadError], () => readHead(utf8(of.published), unhex(file.line_key.key))),
  },
  commits: {
    code: () => undefined,
    commits: (of, file) => {
      const commit = {
        commit: unhex(of.commit),
        code: codeShown(file),
        conversation: of.conversation,
        grants: of.grants.map((/** @type {any} */ one) => ({
          holder: unhex(one.holder),
          sealed: unb64(one.sealed),
        })),
        excluded: of.excluded.map(unhex),
        letter: unb64(of.letter),
        uploads: of.uploads.map(uploadOf),
        noAnswer: of.no_answer,
        ...(of.name && { name: unb64(of.name) }),
      };
      same(commitToJson(commit), utf8(of.json));
    },
    drafts: (of, file) =>
      same(draftToJson(codeShown(file), unb64(of.sealed), of.uploads.map(uploadOf)), utf8(of.json)),
    refused: () => undefined, // a browser writes such requests, and reads none
    letters: () => undefined, // nor does it take up what others have sealed
  },
  standing: {
    authors: () => undefined,
    conversations: (of, file) => {
      const found = doubts(
        of.letters.map(letterOf),
        of.hashes.map(base64urlOf),
        new Set(file.authors.map(base64urlOf)),
      );
      same(
        found.map((one) => [...one].sort()),
        of.is,
      );
    },
  },
  referrals: {
    statements: (of) => {
      const read = statementFromJson(utf8(of.json));
      same([read.ground, read.body, statementToJson(read)], [of.ground, of.body, utf8(of.json)]);
      for (const { seed, key, signature: signed } of of.signers) {
        same(SigningKey.fromSeed(unhex(seed)).sign("referral", utf8(of.json)), unhex(signed));
        same(verify(unhex(key), "referral", utf8(of.json), unhex(signed)), true);
      }
    },
    refused: (of) => refused([StatementError], () => statementFromJson(unb64(of.json))),
  },
  blind_rsa: { key: () => undefined, rfc9474: blindSignature, refused: noSignature },
  cctv: { "*": cctv },
};

/**
 * Run them all.
 * @param {readonly string[]} names of the files that there are, without `.json`
 * @param {(name: string) => Promise<File>} load
 * @returns {Promise<{run: number, failures: string[]}>}
 */
export async function runVectors(names, load) {
  const failures = compare("files", Object.keys(RULES), names);
  let run = 0;
  for (const name of names) {
    const rules = RULES[name] ?? {};
    const file = await load(name);
    failures.push(...(rules["*"] ? [] : compare(name, Object.keys(rules), Object.keys(file))));
    for (const [what, rule, of] of casesIn(file, rules)) {
      run += 1;
      await Promise.resolve()
        .then(() => rule(of, file))
        .catch((error) => failures.push(`${name}, ${what}: ${error}`));
    }
  }
  return { run, failures };
}

/**
 * @param {string} where
 * @param {string[]} rules
 * @param {readonly string[]} there
 */
function compare(where, rules, there) {
  const unknown = there.filter((key) => !rules.includes(key));
  const missing = rules.filter((key) => !there.includes(key));
  return [
    ...unknown.map((key) => `${where}: no rule for ${key}`),
    ...missing.map((key) => `${where}: a rule for ${key}, which is not there`),
  ];
}

/**
 * @param {File} file
 * @param {Record<string, Rule>} rules
 * @returns {[string, Rule, any][]}
 */
function casesIn(file, rules) {
  const whole = rules["*"];
  if (whole) {
    return [["the file", whole, file]];
  }
  return Object.entries(file).flatMap(([key, value]) => {
    const rule = rules[key];
    const cases = Array.isArray(value) ? value : [value];
    return rule
      ? cases.map(
          (of, place) => /** @type {[string, Rule, any]} */ ([`${key} ${of.name ?? place}`, rule, of]),
        )
      : [];
  });
}

/** @type {Rule} */
async function tipCode(of, file) {
  const line = unhex(file.line);
  const code = TipCode.fromEntropy(unhex(of.entropy));
  same([code.numbers, await code.words()], [of.numbers, of.words]);
  same(await code.characters("zh-hans"), of.zh_hans);
  same([code.entropy, code.locator(line)], [unhex(of.entropy), unhex(of.locator)]);
  same(await code.mailboxSeed(line), unhex(of.mailbox_seed));
}

/** @type {Rule} */
async function staff(of) {
  const passphrase = await StaffPassphrase.read(of.text);
  const { signIn, unlock } = await passphrase.derive(unhex(of.line), of.name);
  same([passphrase.numbers, (await passphrase.words()).join(" ")], [of.numbers, of.text]);
  same([signIn, unlock.reveal()], [of.sign_in, of.unlock]);
  same(await open(unb64(of.sealed_seed), [unlock]), unhex(of.seed));
}

/** @type {Rule} */
async function passkeys(of) {
  const unlock = await unlockedBy(unhex(of.output));
  same([prfInput(unhex(of.line)), unlock.reveal()], [unhex(of.input), of.unlock]);
  same(await open(unb64(of.sealed_seed), [unlock]), unhex(of.seed));
}

/** @type {Rule} */
async function mailboxKeys(of) {
  const keys = await MailboxKeys.fromSeed(unhex(of.seed));
  const recipient = await recipientOf(keys.identity);
  same([keys.identity.reveal(), recipient], [of.identity, of.recipient]);
  same([holderOf(recipient), keys.signing.verifyingKey], [unhex(of.holder), unhex(of.verifying_key)]);
  same([keys.auth, keys.storedAuth], [unhex(of.auth), unhex(of.stored_auth)]);
}

/** @type {Rule} */
async function staffKeys(of) {
  const keys = await StaffKeys.fromSeed(unhex(of.seed));
  same(
    [await recipientOf(keys.identity), keys.signing.verifyingKey],
    [of.recipient, unhex(of.verifying_key)],
  );
  same(fingerprintOf(of.recipient, unhex(of.verifying_key)), of.fingerprint);
}

/** @type {Rule} */
async function signature(of, file) {
  const { signing } = await MailboxKeys.fromSeed(unhex(file.mailbox.seed));
  same(signing.sign(of.kind, unhex(of.json)), unhex(of.signature));
  same(verify(signing.verifyingKey, of.kind, unhex(of.json), unhex(of.signature)), true);
  same(verify(signing.verifyingKey, of.kind, unhex(`${of.json}20`), unhex(of.signature)), false);
}

/** @type {Rule} */
async function frame(of) {
  const json = new Uint8Array(of.length).fill(0x78);
  const mark = new Uint8Array(64).fill(0x73);
  const packed = pack(json, mark);
  same([packed.length, await sha256Hex(packed)], [of.size, of.sha256]);
  same(unpack(packed), { json, signature: mark });
}

/** @type {Rule} */
async function letter(of, file) {
  const opened = await openLetter(unb64(of.sealed), [parseHybridIdentity(file.identity)]);
  const signing = SigningKey.fromSeed(unhex(of.seed));
  same([letterToJson(opened), letterToJson(letterFromJson(utf8(of.json)))], [utf8(of.json), utf8(of.json)]);
  same(signing.sign("letter", utf8(of.json)), unhex(of.signature));
}

/** @param {File} file */
function codeShown({ code }) {
  return {
    locator: unhex(code.locator),
    auth: unhex(code.auth),
    recipient: code.recipient,
    key: unhex(code.key),
  };
}

/** @param {{id: string, secret?: string}} of */
function uploadOf({ id, secret }) {
  return secret === undefined ? { id } : { id, secret: unhex(secret) };
}

/** @param {File} file */
function sheetOfVouchers(file) {
  return readPublishedRewards(utf8(file.sheet), unhex(file.office));
}

/** @type {Rule} */
async function voucher(of, file) {
  const sheet = sheetOfVouchers(file);
  const pending = pendingFromJson(utf8(of.pending));
  const made = await finalizeVoucher(pending, sheet, unb64(of.signed));
  same(pendingToJson(pending), utf8(of.pending));
  same([voucherToText(made), spentOf(made)], [of.text, unhex(of.spent)]);
  same((await worthOf(made, sheet)).id, unhex(of.key));
}

/** @param {string} text hex */
function base64urlOf(text) {
  return b64(unhex(text));
}

/** @param {{author: string, seq: number, seen?: string} | null} told */
function letterOf(told) {
  return told === null
    ? undefined
    : {
        author: unhex(told.author),
        seq: told.seq,
        seen: told.seen === undefined ? undefined : unhex(told.seen),
      };
}

/** @type {Rule} */
function grantIn(of, file) {
  return openGrant(unb64(of.sealed), parseHybridIdentity(file.holder), file.conversation, of.n);
}

/** @type {Rule} */
async function sealedFile(of, file) {
  const entry = {
    id: file.file_id,
    name: "",
    type: "",
    size: of.size,
    sha256: unhex(of.sha256),
    parts: of.hashes.map(unhex),
  };
  const identity = parseHybridIdentity(file.identity);
  const fetchPart = async (/** @type {string} */ _, /** @type {number} */ number) => unb64(of.sealed[number]);
  const pieces = [];
  for await (const piece of openFile(entry, [identity], fetchPart)) {
    pieces.push(piece);
  }
  same(
    await sha256Hex(new Uint8Array(await new Blob(pieces).arrayBuffer())),
    await sha256Hex(contentOf(of.size)),
  );
}

/** @type {Rule} */
async function plaintextsOfParts(of, file) {
  const identity = parseHybridIdentity(file.identity);
  const sealer = new FileSealer(new Blob([contentOf(of.size)]), file.file_id, await recipientOf(identity));
  const found = [];
  for await (const part of sealer.parts()) {
    const plaintext = await open(part.sealed, [identity]);
    found.push({ length: plaintext.length, sha256: await sha256Hex(plaintext) });
  }
  same([sealer.count, found], [of.parts.length, of.parts]);
}

/**
 * Content that both languages can make.
 * @param {number} size
 */
function contentOf(size) {
  const content = new Uint8Array(size);
  for (let place = 0; place < size; place++) {
    content[place] = (31 * place + 7) % 251;
  }
  return content;
}
