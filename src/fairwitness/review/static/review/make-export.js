// @ts-check
/** Making an export: everything is opened and put together here, and once every file was whole, the line notes that it is made. */

import { equal, unb64 } from "../crypto/browser/encoding.js";
import { shown } from "../sealed/letter.js";
import { ask, Refused, read } from "../sealed/line.js";
import { handOver } from "../sealed/save-file.js";
import { say, word, wordOr } from "../sealed/words.js";
import { archiveOf } from "./export-archive.js";
import { leavingAnswers, namedOutside, pathOf } from "./exports.js";
import { myKeys, sentenceOf } from "./noting.js";
import { exportHere } from "./sealed-export.js";
import { renewToken } from "./sending.js";

/** @typedef {import("../crypto/browser/types.js").ExportStatement} ExportStatement */
/** @typedef {import("../sealed/conversation.js").OpenedLetter} OpenedLetter */
/** @typedef {import("./types.js").Added} Added */
/** @typedef {import("./types.js").JudgedExport} JudgedExport */
/** @typedef {import("./types.js").Leaving} Leaving */
/** @typedef {import("./types.js").Notes} Notes */
/** @typedef {import("./types.js").WithTipster} WithTipster */

const IN_MEMORY = 500 * 1024 * 1024; // bytes; a browser that cannot write to a disk holds no more

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form instanceof HTMLFormElement && form.matches("[data-make-export]")) {
    event.preventDefault();
    make(form);
  }
});

/** @param {HTMLFormElement} form */
async function make(form) {
  const button = form.querySelector("button");
  const [problem, status] = [form.querySelector("[data-problem]"), form.querySelector("[data-status]")];
  say(problem, "");
  if (button === null || button.disabled) {
    return;
  }
  button.disabled = true;
  try {
    myKeys();
    const where = await placeFor(exportHere()?.dataset.received ?? "");
    await (where === undefined ? undefined : put(form, where, status));
  } catch (error) {
    say(status, "");
    say(problem, error instanceof DOMException ? word("file-damaged") : sentenceOf(error));
  } finally {
    button.disabled = false;
  }
}

/**
 * Where it is saved: asked first, for a browser asks only right after a press. Undefined where whoever pressed has thought better of it.
 * @param {string} day
 * @returns {Promise<{name: string, file?: any} | undefined>}
 */
async function placeFor(day) {
  const name = `tip-${day}.zip`;
  if (!("showSaveFilePicker" in window)) {
    return { name };
  }
  try {
    return { name, file: await /** @type {any} */ (window).showSaveFilePicker({ suggestedName: name }) };
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") {
      return undefined;
    }
    return { name }; // a browser that has the picker and shows none
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {{name: string, file?: any}} where
 * @param {Element | null} status
 */
async function put(form, { name, file }, status) {
  const element = exportHere();
  const found = await element?.again();
  const problems = found?.judged.problems ?? ["refer-form"];
  if (element === undefined || found?.judged.statement === undefined || problems.length > 0) {
    throw new Refused(problems.map((one) => word(one)).join(" "));
  }
  const { conversation, judged, notes } = found;
  const letters = leaving(conversation, notes, found.judged.statement, judged.by);
  const files = letters.flatMap(({ letter }) => letter.files);
  if (file === undefined && files.reduce((sum, { entry }) => sum + entry.size, 0) > IN_MEMORY) {
    throw new Refused(word("export-too-large"));
  }
  const archive = archiveOf(
    {
      ...pageTold(element, found.judged.statement, judged, letters),
      statement: element.json,
      signers: judged.by,
    },
    (id, number) => part(element, id, number),
    () => made(form, element.json),
    (path) => say(status, word("export-making", { name: path })),
  );
  await save(archive, name, file);
  say(status, word("export-made"));
}

/**
 * Nothing stands under the name before all of it was found right.
 * @param {ReturnType<typeof archiveOf>} archive
 * @param {string} name
 * @param {any} file undefined where the browser puts it among its downloads
 */
async function save({ stream, failed }, name, file) {
  try {
    if (file === undefined) {
      handOver(await new Response(stream).blob(), name);
    } else {
      await stream.pipeTo(await file.createWritable());
    }
  } catch (error) {
    throw failed.error ?? error;
  }
}

/**
 * The line notes it, and adds its part. Refused where that is of another statement.
 * @param {HTMLFormElement} form
 * @param {Uint8Array} statement
 */
async function made(form, statement) {
  const added = await noted(form);
  if (!equal(unb64(added.statement), statement)) {
    throw new Refused(word("refer-form"));
  }
  return added;
}

/**
 * With the newest token where somebody has signed in again.
 * @param {HTMLFormElement} form
 * @returns {Promise<Added>}
 */
async function noted(form) {
  const send = () => {
    const body = new URLSearchParams({ asked: form.dataset.asked ?? "" });
    return ask(form.action, { method: "POST", body });
  };
  try {
    return await read(await send());
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 403) {
      throw error;
    }
    await renewToken();
    return await read(await send());
  }
}

/**
 * @param {HTMLElement} element
 * @param {string} id
 * @param {number} number
 */
async function part(element, id, number) {
  const url = (element.dataset.part ?? "").replace("FILE/0", `${encodeURIComponent(id)}/${number}`);
  return new Uint8Array(await (await ask(url)).arrayBuffer());
}

/**
 * What the readable page says above the letters.
 * @param {HTMLElement} element
 * @param {ExportStatement} statement
 * @param {JudgedExport} judged
 * @param {{heading: string, letter: Leaving}[]} letters
 */
function pageTold(element, statement, { by, reason = "" }, letters) {
  const staying = ["files", "known", "notes"].filter((one) => !statement.along.includes(one));
  /** @type {[string, string][]} */
  const facts = [
    [word("export-basis"), `${word(`basis-${statement.basis}`)}\n${reason}`],
    [word("refer-by"), by.join(" · ")],
  ];
  return {
    title: word("export-title"),
    language: document.documentElement.lang,
    lines: [
      word("export-tip-of", { day: element.dataset.received ?? "" }),
      word("export-left-out"),
      ...staying.map((one) => word("export-not-along", { what: word(`along-${one}`) })),
      word("export-how-to-check"),
    ],
    facts,
    letters,
    journal: word("export-journal"),
  };
}

/**
 * The letters that two readers have agreed on, without what stays here.
 * @param {WithTipster} conversation
 * @param {Notes} notes
 * @param {ExportStatement} statement
 * @param {string[]} signers
 * @returns {{heading: string, letter: Leaving}[]}
 */
function leaving({ letters, channel }, notes, { along, letters: count }, signers) {
  const told = letters
    .slice(0, count)
    .map((one, place) => outside(one, place + 1, channel, along, signers, "export-letter"));
  const among = along.includes("notes") ? notes.letters : [];
  const written = among.filter(({ letter }) => letter !== undefined && letter.text !== "");
  return [
    ...told,
    ...written.map((one, place) =>
      outside(one, told.length + place + 1, channel, along, signers, "export-note"),
    ),
  ];
}

/**
 * @param {OpenedLetter} opened
 * @param {number} number
 * @param {string} channel
 * @param {readonly string[]} along
 * @param {readonly string[]} signers
 * @param {string} heading
 */
function outside(opened, number, channel, along, signers, heading) {
  const { letter, redacted, warnings, day, toldDay } = opened;
  const words = { tipster: word("export-the-tipster"), reader: word("export-a-reader") };
  const by = redacted && (signers.includes(redacted.by) ? redacted.by : words.reader);
  const notes = [
    ...(letter === undefined ? [word("export-not-opened")] : []),
    ...(redacted ? [word("redacted-by", { name: by ?? "", day: redacted.on })] : []),
    ...warnings.filter((one) => one !== "redacted").map((one) => word(one)),
  ];
  const answers = leavingAnswers(heading === "export-letter" ? (letter?.answers ?? []) : [], along);
  const files = along.includes("files") ? (letter?.files ?? []) : [];
  return {
    heading: word(heading, { number }),
    letter: {
      number,
      from: namedOutside(opened, signers, words),
      day: letter === undefined ? toldDay : day,
      tier: letter === undefined ? "" : word(`tier-${redacted?.tier ?? letter.tier}`),
      notes,
      text: letter?.text ?? "",
      answers: answers.map((one) => ({
        asked: wordOr([`answer-${one.question}`, `answer-${channel}-${one.question}`], one.question),
        told: shown(one, channel),
      })),
      files: files.map((entry, place) => ({
        path: pathOf(number, place + 1, entry.name),
        name: entry.name,
        entry,
        ...(opened.identity && { identity: opened.identity }),
      })),
    },
  };
}
