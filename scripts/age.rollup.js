/**
 * How the modules in vendor/ are put together: the packages as npm has them, less what no page of ours calls.
 *
 * Two things are said to rollup that it cannot see. The package's own recipients and identities of other kinds (passphrases,
 * tags of hardware keys) are reached from its two classes by the beginning of a text, and ours never begins so: they are
 * answered by one class that refuses. And a few constants of @noble/post-quantum are made by calls that change nothing else.
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
  transform: (code, id) => (id === OURS ? undefined : `//! ${path.relative(PACKAGES, id)}\n${code}`),
};

export default {
  plugins: [packages],
  treeshake: {
    moduleSideEffects: false,
    propertyReadSideEffects: false,
    manualPureFunctions: ["createKitchenSink", "ecdhKem", "QSF"],
  },
};
