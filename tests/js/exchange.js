// @ts-check
/// <reference path="./node.d.ts" />
/**
 * What our modules make of what Python asks: a JSON list of [name, argument] on standard input, a list of answers on
 * standard output. Bytes are base64url. A refusal is an answer too: `{refused: the error's class}`.
 */

import { advisersOf, ends, gives } from "../../src/fairwitness/crypto/browser/advisers.js";
import {
  generateHybridIdentity,
  generateX25519Identity,
  open,
  parseHybridIdentity,
  parseIdentity,
  recipientOf,
  seal,
} from "../../src/fairwitness/crypto/browser/age.js";
import { CodeError, TipCode } from "../../src/fairwitness/crypto/browser/codes.js";
import { openDraft } from "../../src/fairwitness/crypto/browser/drafts.js";
import { b64, dumps, unb64, utf8 } from "../../src/fairwitness/crypto/browser/encoding.js";
import { ExportError, exportFromJson, exportToJson } from "../../src/fairwitness/crypto/browser/exports.js";
import {
  FindingError,
  findingFromJson,
  findingToJson,
} from "../../src/fairwitness/crypto/browser/findings.js";
import {
  GradeError,
  gradeFromJson,
  gradeToJson,
  hashOfAnswers,
  hashOfGrades,
} from "../../src/fairwitness/crypto/browser/grades.js";
import {
  grantFromJson,
  grantToJson,
  openGrant,
  sealGrant,
} from "../../src/fairwitness/crypto/browser/grants.js";
import {
  HandedOverError,
  handedOverFromJson,
  handedOverToJson,
} from "../../src/fairwitness/crypto/browser/handed-over.js";
import { MailboxKeys, SigningKey } from "../../src/fairwitness/crypto/browser/keys.js";
import {
  knowinglyFalseFromJson,
  knowinglyFalseToJson,
  NotSoSaid,
  outsiderFromJson,
  outsiderToJson,
  paperFromJson,
  paperToJson,
} from "../../src/fairwitness/crypto/browser/knowingly-false.js";
import {
  letterFromJson,
  letterToJson,
  openLetter,
  sealLetter,
} from "../../src/fairwitness/crypto/browser/letters.js";
import {
  answeredFromJson,
  answeredToJson,
  askedFromJson,
  askedToJson,
  consentFromJson,
  consentToJson,
  RequestError,
} from "../../src/fairwitness/crypto/browser/name-requests.js";
import {
  NotAName,
  nameFromJson,
  nameToJson,
  openName,
  peel,
  sealName,
} from "../../src/fairwitness/crypto/browser/names.js";
import { bucket, fileSize, padme } from "../../src/fairwitness/crypto/browser/padding.js";
import { FileSealer, openFile } from "../../src/fairwitness/crypto/browser/parts.js";
import { jsonOf } from "../../src/fairwitness/crypto/browser/published.js";
import {
  readPublishedRewards,
  rewardSheetFromJson,
} from "../../src/fairwitness/crypto/browser/reward-sheets.js";
import { StaffKeys } from "../../src/fairwitness/crypto/browser/staff.js";
import {
  UnheardError,
  unheardFromJson,
  unheardToJson,
} from "../../src/fairwitness/crypto/browser/unheard.js";
import {
  begin,
  finalizeVoucher,
  pendingFromJson,
  pendingToJson,
  voucherToText,
} from "../../src/fairwitness/crypto/browser/vouchers.js";
import {
  missingIn,
  sheetIn,
  answersOf as weighed,
} from "../../src/fairwitness/decisions/static/decisions/rivals.js";
import {
  areApart,
  isBorneOut,
  isShownUntrue,
  needsThird,
} from "../../src/fairwitness/decisions/static/decisions/split.js";
import {
  answersOf as allegationAnswers,
  allegationsIn,
  byTheirWays,
  isWithdrawn,
  withdrawnAnswers,
} from "../../src/fairwitness/review/static/review/allegations.js";
import { pinned } from "../../src/fairwitness/review/static/review/confirmed.js";
import { consentsIn } from "../../src/fairwitness/review/static/review/consents.js";
import { wishesIn } from "../../src/fairwitness/review/static/review/exports.js";
import { whoHandedOver } from "../../src/fairwitness/review/static/review/handed.js";
import { formerKeys } from "../../src/fairwitness/review/static/review/keyring.js";
import { answersOf, choicesIn, markIn, placeOf } from "../../src/fairwitness/review/static/review/marks.js";
import { judgedRequest } from "../../src/fairwitness/review/static/review/name-signatures.js";
import { quotedSentences, tellingSentences } from "../../src/fairwitness/review/static/review/quotes.js";
import { haveRecorded } from "../../src/fairwitness/review/static/review/recorder.js";
import { leftOf } from "../../src/fairwitness/review/static/review/redactions.js";
import { judged } from "../../src/fairwitness/review/static/review/referrals.js";
import { sentencesOf } from "../../src/fairwitness/review/static/review/sentences.js";
import { answersOf as ticked, ticksIn } from "../../src/fairwitness/review/static/review/ticks.js";
import {
  answer as passOn,
  read as readPassOn,
} from "../../src/fairwitness/sealed/static/sealed/passing-on.js";
import { armor } from "../../src/fairwitness/vendor/armor.js";

const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** @param {string} text base64url */
const bytes = (text) => unb64(text);

/** @type {Record<string, (of: any) => unknown>} */
const ANSWERS = {
  sentences: (of) => sentencesOf(of),
  quoted: ({ text, sources, known }) => quotedSentences(text, sources, known),
  telling: ({ text, sources, known }) => tellingSentences(text, sources, known),
  choices: ({ letters, hashes }) => choicesIn(letters, new Map(hashes)),
  haveRecorded: ({ keys, letters }) => haveRecorded(keys.map(bytes), letters),
  markStands: ({ mark, letters, hashes }) => placeOf(mark, letters, new Map(hashes))?.id ?? "",
  markAgain: (of) => markIn(/** @type {any} */ ({ answers: answersOf(of) })) ?? null,
  allegation: (of) => allegationAnswers(of),
  allegationWithdrawn: (id) => withdrawnAnswers(id),
  pinned: ([notes, confirmed]) => pinned(allegationsIn(notes), new Map(confirmed)),
  allegations: (notes) => allegationsIn(notes).map((one) => ({ ...one, withdrawn: isWithdrawn(one) })),
  byTheirWays: (notes) =>
    byTheirWays(allegationsIn(notes)).map(([way, those]) => [way, those.map((one) => one.id)]),
  ticked: ([state, tasks]) => ticked(state, tasks),
  ticks: ([notes, state]) => ticksIn(notes, state),
  handedOver: (raw) => {
    try {
      return b64(handedOverToJson(handedOverFromJson(unb64(raw))));
    } catch (error) {
      if (error instanceof HandedOverError) {
        return null;
      }
      throw error;
    }
  },
  handed: ({ told, sheets, madeBy, ...of }) => {
    const reviewers = sheets.map((/** @type {string[]} */ [name, key]) => ({ name, key: bytes(key) }));
    const letters = /** @type {any} */ ([{}, { letter: { author: bytes(madeBy) } }]);
    return whoHandedOver(told, { ...of, sheets: /** @type {any} */ ([{ reviewers }]), letters }) ?? null;
  },
  unheard: (raw) => {
    try {
      return b64(unheardToJson(unheardFromJson(unb64(raw))));
    } catch (error) {
      if (error instanceof UnheardError) {
        return null;
      }
      throw error;
    }
  },
  nameRequest: ({ told, line, keys }) => {
    const reviewers = keys.map((/** @type {string} */ key) => ({
      name: key,
      recipient: "",
      key: bytes(key),
    }));
    const { by, problems, isReady } = judgedRequest(told, { line: bytes(line), reviewers });
    return { by: by.map(({ name }) => name), problems, isReady };
  },
  knowing: ([what, raw]) => {
    const ways = {
      paper: () => paperToJson(paperFromJson(bytes(raw))),
      knew: () => knowinglyFalseToJson(knowinglyFalseFromJson(bytes(raw))),
      outside: () => outsiderToJson(outsiderFromJson(bytes(raw))),
    };
    try {
      return b64(ways[/** @type {keyof typeof ways} */ (what)]());
    } catch (error) {
      if (error instanceof NotSoSaid) {
        return null;
      }
      throw error;
    }
  },
  nameStatement: ([what, raw]) => {
    const ways = {
      name: () => nameToJson(nameFromJson(bytes(raw))),
      asked: () => askedToJson(askedFromJson(bytes(raw))),
      consent: () => consentToJson(consentFromJson(bytes(raw))),
      answered: () => answeredToJson(answeredFromJson(bytes(raw))),
    };
    try {
      return b64(ways[/** @type {keyof typeof ways} */ (what)]());
    } catch (error) {
      if (error instanceof RequestError || error instanceof NotAName) {
        return null;
      }
      throw error;
    }
  },
  sealName: async ({ name, seed, to, custodians, line }) => {
    const { signing } = await StaffKeys.fromSeed(bytes(seed));
    const told = { ...name, author: signing.verifyingKey };
    const on = custodians.map((/** @type {string} */ recipient) => ({ recipient }));
    return b64(await sealName(told, signing, to, { line: bytes(line), custodians: on }));
  },
  peel: async ({ sealed, custodian, line, conversation }) => {
    try {
      const asked = { line: bytes(line), conversation };
      return b64(await peel(bytes(sealed), [parseHybridIdentity(custodian)], asked));
    } catch (error) {
      return String(error instanceof NotAName);
    }
  },
  openName: async ({ sealed, custodian, identity, line, conversation }) => {
    try {
      const asked = { line: bytes(line), conversation };
      const inner = await peel(bytes(sealed), [parseHybridIdentity(custodian)], asked);
      const { name, contact } = await openName(inner, parseHybridIdentity(identity), conversation);
      return [name, contact];
    } catch (error) {
      return String(error instanceof NotAName);
    }
  },
  consents: ({ letters, hashes, bodies }) => [...consentsIn(letters, new Map(hashes), bodies)],
  left: ({ letter, going }) => {
    const { hash, author, ...before } = letter.before;
    return leftOf(letter, going, { ...before, hash: bytes(hash), author: bytes(author) });
  },
  advisers: ({ letters, owners }) => {
    const addressed = (/** @type {any} */ mailbox) => mailbox && { ...mailbox, key: bytes(mailbox.key) };
    const read = letters.map((/** @type {any} */ one) =>
      one === null ? undefined : { ...one, author: bytes(one.author), mailbox: addressed(one.mailbox) },
    );
    return advisersOf(read, owners).map((one) => (one ? b64(one.key) : ""));
  },
  letsIn: ({ recipient, key }) => [gives({ recipient, key: bytes(key) }), ends()],
  wishes: ({ letters, hashes }) => wishesIn(letters, new Map(hashes)),
  found: (raw) => {
    try {
      return b64(findingToJson(findingFromJson(bytes(raw))));
    } catch (error) {
      return { refused: error instanceof FindingError ? "FindingError" : String(error) };
    }
  },
  graded: (raw) => {
    try {
      return b64(gradeToJson(gradeFromJson(bytes(raw))));
    } catch (error) {
      return { refused: error instanceof GradeError ? "GradeError" : String(error) };
    }
  },
  hashOfGrades: (hashes) => b64(hashOfGrades(hashes.map(bytes))),
  hashOfAnswers: (hashes) => b64(hashOfAnswers(hashes.map(bytes))),
  apart: ([one, other]) => areApart(one, other),
  third: (steps) => needsThird(steps),
  borneOut: (steps) => isBorneOut(steps),
  untrue: (steps) => isShownUntrue(steps),
  rivals: (sheet) => weighed(sheet),
  rivalsIn: (notes) => sheetIn(notes, new Map()) ?? null,
  rivalsMiss: ([sheet, heard]) => missingIn(sheet ?? undefined, heard),
  exported: (raw) => {
    try {
      return b64(exportToJson(exportFromJson(bytes(raw))));
    } catch (error) {
      return { refused: error instanceof ExportError ? "ExportError" : String(error) };
    }
  },
  passingOn: ([slug, yes]) => [passOn(slug, yes), readPassOn(passOn(slug, yes))],
  judged: ({ signed, reviewers, notes, hashes, noteHashes, ...known }) => {
    const raw = { ...signed, json: unb64(signed.json), signatures: signed.signatures.map(bytes) };
    const isDone = signed.signatures.length === 2;
    return judged(
      { ...raw, isDone },
      {
        ...known,
        own: new Map(hashes),
        noteHashes: new Map(noteHashes),
        reviewers: reviewers.map((/** @type {string[]} */ [name, key]) => ({ name, key: unb64(key) })),
        notes: notes.map((/** @type {any} */ one) => ({
          ...one,
          letter: { ...one.letter, author: unb64(one.letter.author) },
        })),
      },
    );
  },
  formerKeys: async ({ seed, sealed }) => {
    const found = await formerKeys(sealed, await StaffKeys.fromSeed(unb64(seed)));
    return found.map(({ signing }) => b64(signing.verifyingKey));
  },
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
  openDraft: async (of) =>
    text.decode(letterToJson(await openDraft(unb64(of.sealed), await MailboxKeys.fromSeed(unb64(of.seed))))),
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
  begin: async (of) => b64(pendingToJson(await begin(rewardsOf(of), unb64(of.key)))),
  begin_unchecked: async (of) => await begin(rewardSheetFromJson(jsonOf(unb64(of.sheet))), unb64(of.key)),
  finalize: async (of) =>
    voucherToText(await finalizeVoucher(pendingFromJson(unb64(of.pending)), rewardsOf(of), unb64(of.signed))),
  code: async (of) => {
    try {
      return (await TipCode.read(of)).numbers;
    } catch (error) {
      return error instanceof CodeError ? [error.why, error.entry, error.count] : String(error);
    }
  },
  padded: (of) => [padme(BigInt(of)), bucket(Number(of)), fileSize(Number(of))].map(String),
};

/** @param {{sheet: string, office: string}} of */
function rewardsOf(of) {
  return readPublishedRewards(unb64(of.sheet), unb64(of.office));
}

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
