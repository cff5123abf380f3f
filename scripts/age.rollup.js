/**
 * How the modules in vendor/ are put together: the packages as npm has them, less what no page of ours calls.
 *
 * Three things are said to rollup that it cannot see. The package's own recipients and identities of other kinds (passphrases,
 * tags of hardware keys) are reached from its two classes by the beginning of a text, and ours never begins so: they are
 * answered by one class that refuses. A few constants of @noble/post-quantum are made by calls that change nothing else. And
 * sjcl is one object that its whole library is hung into: what blind signatures take of it is named here, the rest (its
 * ciphers, its own random numbers, which begin to gather when it is loaded) is left out.
 */

import path from "node:path";

const PACKAGES = path.resolve("node_modules");
const RECIPIENTS = "age-encryption/dist/recipients.js";
const MAIN = {
  "@scure/base": "@scure/base/index.js",
  "@stablelib/binary": "@stablelib/binary/lib/binary.js",
  "@stablelib/int": "@stablelib/int/lib/int.js",
  "@stablelib/sha256": "@stablelib/sha256/lib/sha256.js",
  "@stablelib/wipe": "@stablelib/wipe/lib/wipe.js",
  "age-encryption": "age-encryption/dist/index.js",
  "client-zip": "client-zip/index.js",
};
const SJCL = "@cloudflare/blindrsa-ts/lib/src/sjcl/index.js";
const USED_OF_SJCL = /^(var sjcl = |sjcl\.(bitArray|codec\.(base64|base64url|bytes)|bn|bn\.fromBits|bn\.prototype(\.\w+)?) = |export )/;
const OURS = "\0ours";
const KINDS = `
export {
  generateHybridIdentity, generateIdentity, generateX25519Identity, HybridIdentity, HybridRecipient,
  identityToRecipient, X25519Identity, X25519Recipient,
} from "${RECIPIENTS}";
/** Stands for the kinds that no file of ours has. */
class OtherKind {
  constructor() {
    throw new Error("a kind of recipient that is not used here");
  }
}
export { OtherKind as HybridTagRecipient, OtherKind as ScryptIdentity, OtherKind as ScryptRecipient, OtherKind as TagRecipient };
`;

/**
 * The statements of sjcl that are used, as they stand there.
 * @param {string} code
 * @param {(code: string) => {body: {start: number, end: number}[]}} parse
 */
function usedOfSjcl(code, parse) {
  const statements = parse(code).body.map(({ start, end }) => code.slice(start, end));
  return statements.filter((statement) => USED_OF_SJCL.test(statement)).join("\n");
}

const packages = {
  name: "packages",
  resolveId(id, from) {
    if (id === "./recipients.js" && from?.endsWith("age-encryption/dist/index.js")) {
      return OURS;
    }
    const bare = !id.startsWith(".") && !path.isAbsolute(id);
    return bare ? path.join(PACKAGES, MAIN[id] ?? id) : undefined;
  },
  load: (id) => (id === OURS ? KINDS : undefined),
  transform(code, id) {
    if (id === OURS) {
      return undefined;
    }
    const used = id.endsWith(SJCL) ? usedOfSjcl(code, this.parse.bind(this)) : code;
    return `//! ${path.relative(PACKAGES, id)}\n${used}`;
  },
};

export default {
  plugins: [packages],
  treeshake: {
    moduleSideEffects: false,
    propertyReadSideEffects: false,
    manualPureFunctions: ["createKitchenSink", "ecdhKem", "QSF"],
  },
};
