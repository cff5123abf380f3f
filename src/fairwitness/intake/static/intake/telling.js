// @ts-check
/**
 * Telling something in this page alone: what the line gets is sealed here, and no form is ever posted.
 */

import { unb64 } from "../crypto/browser/encoding.js";
import { loadWords, showCode } from "../sealed/code.js";
import { couldGoPlainly, Refused, read, tell } from "../sealed/line.js";
import { Picking } from "../sealed/picking.js";
import { busy, Screens } from "../sealed/screens.js";
import { word } from "../sealed/words.js";
import { answersIn, branchOf, fillIn, problemsIn, tick } from "./answers.js";
import { fetchPage, fetchSheet } from "./fetching.js";
import { APART, BEGUN, isApart, NobodyGuards, NobodyLeft, OthersGuard, PLACE, Sealing } from "./sealing.js";

/** @typedef {import("../crypto/browser/codes.js").TipCode} TipCode */
/** @typedef {import("../crypto/browser/keys.js").MailboxKeys} MailboxKeys */
/** @typedef {import("../crypto/browser/drafts.js").Draft} Draft */
/** @typedef {import("./sealing.js").Told} Told */
/** @typedef {import("../crypto/browser/sheets.js").KeySheet} KeySheet */
/** @typedef {{body: Uint8Array<ArrayBuffer>, told: string, noAnswer: boolean}} Pending a request whose answer we may not have */

const DAY = /^\d{4}-\d\d-\d\d$/;
const KEEP_AGAIN = 30_000; // milliseconds between two drafts, while a file goes on arriving

const ANSWERED = ["scope", "story", "you"]; // screens with boxes
const AFTER = { story: "files", files: "you", you: "check" };
const CODES_TO_TRY = 8; // a first row is taken once in 17 million million tips

/**
 * Take the scope page over; NotReady where this browser cannot seal to this line now.
 * @param {HTMLElement} place what the page says of the line
 * @param {HTMLElement} main
 */
export async function begin(place, main) {
  const { line, sheet, first, found } = await ready(place);
  const screens = new Screens(main, found);
  const token = main.querySelector("input[name=csrfmiddlewaretoken]")?.getAttribute("value") ?? "";
  screens.adopt(place.dataset.screen ?? "scope");
  new Telling(screens, new Sealing(line), first, sheet, place, token).listen();
}

/**
 * Go on with a draft whose code was typed: to the last look, with everything that it holds. NotReady where this browser cannot
 * seal to this line now.
 * @param {HTMLElement} place what the page says of the draft's channel
 * @param {HTMLElement} main
 * @param {{code: TipCode, keys: MailboxKeys, draft: Draft, until: string, token: string}} kept `draft` is the mailbox's own
 */
export async function goOn(place, main, { code, keys, draft, until, token }) {
  const { line, sheet, first, found } = await ready(place);
  document.body.append(document.importNode(place, true)); // for its sentences
  const sealing = Sealing.goingOn(line, code, keys, draft);
  const telling = new Telling(new Screens(main, found), sealing, first, sheet, place, token);
  telling.listen();
  await telling.goOn(draft, until);
}

/**
 * The checked sheet of now, a way to ask for a newer one, and all screens. NotReady where one of them is missing.
 * @param {HTMLElement} place
 */
async function ready(place) {
  const named = /** @type {{line: string, office: string, channel: string}} */ ({ ...place.dataset });
  let serial = Number(place.dataset.serial);
  const sheet = async () => {
    const fetched = await fetchSheet(place.dataset.sheet ?? "", { ...named, serial });
    serial = fetched.serial;
    return fetched;
  };
  const [first, found] = await Promise.all([
    sheet(),
    fetchPage(place.dataset.screens ?? ""),
    loadWords(place.dataset.language ?? ""),
  ]);
  return { line: unb64(named.line), sheet, first, found };
}

class Telling {
  #screens;
  /** @type {Sealing | undefined} gone when the tip is sent */
  #sealing;
  #sheet;
  #fetchSheet;
  #addresses;
  #token;
  /** What the line keeps as a draft, as text to compare with. */
  #kept = "";
  #until = "";
  /** @type {Pending | undefined} sealed for what was told last */
  #pending;
  /** @type {Pending[]} sent, and nobody knows whether they arrived */
  #unknown = [];
  #running = 0;
  #leaving = false;
  #files;
  /** Where somebody stopped: the draft keeps it, and leads back there. */
  #place = "";
  /** How the name was to be kept when the boxes were filled in: the page may have no box for it. */
  #guard = "";
  /** Whoever guards names by the sheet that the last look showed. */
  #guardsShown = "";
  #filesMoved = false; // since the line kept them last
  #begun = 0; // files that are on their way, when the line kept it last
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #later;
  /** Whether somebody came from the last look to change one answer. */
  #then = false;

  /**
   * @param {Screens} screens
   * @param {Sealing} sealing
   * @param {KeySheet} sheet
   * @param {() => Promise<KeySheet>} fetchAgain
   * @param {HTMLElement} place
   * @param {string} token of the forms, for whoever chooses the plain one
   */
  constructor(screens, sealing, sheet, fetchAgain, place, token) {
    this.#token = token;
    this.#screens = screens;
    this.#sealing = sealing;
    this.#sheet = sheet;
    this.#fetchSheet = fetchAgain;
    this.#addresses = place.dataset;
    const { mostFiles, mostMib } = screens.about.dataset;
    this.#files = new Picking(this.#filesBox(), {
      uploads: place.dataset.uploads ?? "",
      recipient: () => this.#made().recipient(),
      mostFiles: Number(mostFiles),
      mostBytes: Number(mostMib) * 1024 * 1024,
      plain: () => this.#once(() => this.#goPlainly("_blank")),
      changed: () => {
        this.#filesMoved = true;
        this.#keepFiles();
      },
      goesOn: () => this.#keepLater(),
    });
  }

  listen() {
    document.addEventListener("submit", (event) => this.#submitted(event), true);
    document.addEventListener("click", (event) => this.#clicked(event));
    addEventListener("popstate", (event) => this.#go(event.state?.screen ?? "scope", true));
    addEventListener("beforeunload", (event) => this.#warn(event));
    addEventListener("pagehide", () => this.#leaving && document.body.replaceChildren());
    addEventListener("pageshow", (event) => event.persisted && location.reload());
  }

  /**
   * @param {Draft} draft
   * @param {string} until
   */
  async goOn(draft, until) {
    const answered = new Map(draft.answers.map(({ question, text }) => [question, text]));
    const guard = { question: "guard", text: "readers" }; // where nobody asked: intake/forms.py
    const isNamed = answered.has("name") || answered.has("contact");
    const beside = isNamed && !answered.has("guard") ? [guard] : [];
    this.#fillIn([...draft.answers, ...beside, { question: "text", text: draft.text }]);
    this.#place = answered.get(PLACE) ?? "";
    this.#until = until;
    await this.#files.remember(draft.files, JSON.parse(answered.get(BEGUN) ?? "[]"));
    this.#kept = JSON.stringify(this.#told()); // the code that was typed opens it: it stays in force
    await this.#showCode();
    this.#go("check");
  }

  /** @param {SubmitEvent} event */
  #submitted(event) {
    event.preventDefault();
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || this.#running > 0 || this.#sealing === undefined) {
      return;
    }
    const button = event.submitter instanceof HTMLButtonElement ? event.submitter : null;
    this.#screens.problem();
    this.#once(async () => {
      if (form.querySelector("[name=about]") !== null) {
        this.#chose(form);
      } else if (this.#screens.shown === "check" || this.#screens.shown === "without") {
        await this.#send(button ?? undefined, button?.name === "without");
      } else {
        await this.#wrote(form, button?.name === "keep");
      }
    });
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link === null || link.target !== "" || event.defaultPrevented) {
      return;
    }
    const address = new URL(link.href, location.href);
    if (link.getAttribute("href")?.startsWith("#")) {
      this.#focusOn(event, address.hash.slice(1));
    } else if (address.pathname.endsWith("/leave/")) {
      this.#leave();
    } else if (address.origin === location.origin && event.button === 0 && !event.ctrlKey && !event.metaKey) {
      this.#follow(event, address);
    }
  }

  /**
   * @param {MouseEvent} event
   * @param {string} id
   */
  #focusOn(event, id) {
    const box = document.getElementById(id);
    if (box !== null && id !== "main") {
      event.preventDefault();
      const target = box.matches("fieldset") ? box.querySelector("input") : box;
      target?.focus();
    }
  }

  /**
   * @param {MouseEvent} event
   * @param {URL} address
   */
  #follow(event, address) {
    const presets = this.#screens.about.querySelectorAll("[data-preset]");
    const preset = [...presets].find((one) => one.getAttribute("data-address") === address.pathname);
    const screen = preset === undefined ? this.#screens.at(address) : "scope";
    if (screen === undefined) {
      this.#lookAround(event, address);
      return;
    }
    event.preventDefault();
    if (preset !== undefined) {
      tick(this.#form("scope"), "about", preset.getAttribute("data-preset") ?? "");
    }
    this.#then = address.searchParams.get("then") === "check";
    this.#go(screen);
  }

  /**
   * What stands around the screens: the language, and the pages about the line, without a way out of this page. After sending
   * there is nothing left that they could lose.
   * @param {MouseEvent} event
   * @param {URL} address
   */
  #lookAround(event, address) {
    const link = /** @type {Element} */ (event.target).closest("a");
    const language = link?.closest(".languages") ? (link.getAttribute("hreflang") ?? "") : "";
    if (this.#sealing !== undefined && (language !== "" || isAround(address))) {
      event.preventDefault();
      this.#once(() => (language === "" ? this.#visit(address) : this.#speak(language)));
    }
  }

  /** @param {URL} address of a page about the line */
  async #visit(address) {
    this.#go(this.#screens.add(await fetchPage(address.pathname), address.pathname));
  }

  /** @param {string} language */
  async #speak(language) {
    const [{ takeFrame }, found] = await Promise.all([
      import("../sealed/frame.js"),
      fetchPage(this.#screens.inLanguage(language)),
      loadWords(language),
    ]);
    const screens = new Screens(this.#screens.main, found);
    const page = await fetchPage(screens.addressOf("scope"));
    const answers = this.#answers(); // also what was typed meanwhile
    const shown = screens.has(this.#screens.shown) ? this.#screens.shown : "scope";
    takeFrame(page);
    this.#addresses = /** @type {HTMLElement} */ (document.querySelector("#telling")).dataset;
    this.#screens.forget();
    this.#screens = screens;
    this.#fillIn(answers);
    this.#files.moveTo(this.#filesBox());
    await this.#showCode();
    this.#go(shown, true);
  }

  #leave() {
    this.#leaving = true;
    this.#forget();
  }

  #forget() {
    this.#sealing = undefined;
    this.#pending = undefined;
    this.#unknown = [];
  }

  /**
   * @param {string} screen
   * @param {boolean} [again]
   */
  #go(screen, again = false) {
    if (this.#sealing === undefined) {
      this.#screens.show(this.#screens.shown, false); // after sending there is one screen left
      return;
    }
    if (!this.#screens.has(screen)) {
      this.#go("scope", again); // what the history has is a page in another language
      return;
    }
    this.#screens.show(screen, again);
    if (screen === "without") {
      this.#screens.parts(screen, isApart(this.#told()) ? ["guarded"] : []);
    }
    if (screen === "you") {
      this.#screens.parts(screen, this.#guard === "two-keys" ? ["nobody-guards"] : []); // where the page has that part
    }
    if (screen === "check") {
      this.#then = false;
      this.#once(() => this.#lookAgain());
    }
    for (const button of this.#screens.all(screen, ".on button:not([name])")) {
      button.dataset.otherwise ??= button.textContent ?? "";
      const goesBack = this.#then && screen in AFTER;
      button.textContent = goesBack ? word("back-to-look") : button.dataset.otherwise;
    }
  }

  /** @param {HTMLFormElement} form */
  #chose(form) {
    this.#screens.parts("scope", []); // whoever comes back has not lost anything
    const branch = branchOf(form);
    const about = form.querySelector("input[name=about]:checked");
    const kind = form.querySelector("input[name=kind]:checked");
    if (branch === undefined) {
      this.#wrong([{ sentence: word("choose-about"), box: "id_about" }]);
    } else if (branch === "story" && kind === null) {
      this.#wrong([{ sentence: word("choose-kind"), box: "id_kind" }]);
    } else {
      this.#remember(branch === "story" ? about : null, branch === "story" ? kind : null);
      this.#go(branch);
    }
  }

  /**
   * There are two pages with the guide, and one answer; of whoever is turned away, none.
   * @param {Element | null} about
   * @param {Element | null} kind
   */
  #remember(about, kind) {
    for (const screen of ["scope", "which"]) {
      tick(this.#form(screen), "about", about instanceof HTMLInputElement ? about.value : "");
      if (kind instanceof HTMLInputElement) {
        tick(this.#form(screen), "kind", kind.value);
      }
    }
  }

  /**
   * @param {HTMLFormElement} form
   * @param {boolean} keep for later
   */
  async #wrote(form, keep) {
    const problems = problemsIn(form, this.#screens.about);
    if (problems.length > 0) {
      this.#wrong(problems);
      return;
    }
    if (this.#screens.shown === "files") {
      this.#files.takeAsTheyStand();
    }
    if (keep) {
      await this.#keepForLater(form);
    } else {
      this.#place = "";
      const next = AFTER[/** @type {keyof typeof AFTER} */ (this.#screens.shown)];
      this.#go(this.#then ? "check" : next);
    }
  }

  /** @param {{sentence: string, box?: string}[]} problems */
  #wrong(problems) {
    this.#screens.problem(word("look-again"), problems);
  }

  /** @param {HTMLFormElement} form */
  async #keepForLater(form) {
    const button = form.querySelector("button[name=keep]");
    const line = button instanceof HTMLButtonElement ? button : undefined;
    this.#place = this.#screens.shown;
    if (await this.#keep(() => this.#keepForLater(form), line)) {
      this.#screens.lead("keep", ".on a", this.#place);
      this.#sayWhatIsOnItsWay();
      this.#go("keep");
    }
  }

  async #lookAgain() {
    const told = this.#told();
    this.#showTold();
    const hasKind = told.answers.some((one) => one.question === "kind");
    const hasWords = told.text.trim() !== "" || this.#files.names.length > 0; // also of one that is on its way
    const missing = [...(hasKind ? [] : ["no-kind"]), ...(hasWords ? [] : ["no-words"])];
    this.#screens.parts("check", missing.length > 0 ? ["missing", ...missing] : []);
    if (missing.length === 0 && (await this.#keep(() => this.#lookAgain()))) {
      this.#mayBeSent();
    }
  }

  /** @param {...string} more parts of the last look */
  #mayBeSent(...more) {
    if (this.#place !== "") {
      this.#screens.lead("check", "[data-part=go-on] a", this.#place);
      more.push("go-on");
    }
    this.#screens.parts("check", ["code", "send", ...more]);
  }

  /** What has arrived of files belongs into what the line keeps, where its code is on the page already. */
  #keepFiles() {
    const waits = ["check", "keep"].includes(this.#screens.shown) && this.#sealing !== undefined;
    if (this.#filesMoved && waits && this.#running === 0 && this.#kept !== "") {
      this.#filesMoved = false;
      this.#begun = this.#files.kept.length;
      this.#once(() => (this.#screens.shown === "check" ? this.#lookAgain() : this.#keepMeanwhile()));
    }
  }

  /** More of a file has arrived: a new one is written down at once, and how far they are now and then. */
  #keepLater() {
    const keep = () => {
      this.#later = undefined;
      this.#filesMoved = true;
      this.#keepFiles();
    };
    if (this.#files.kept.length > this.#begun) {
      keep();
    }
    this.#later ??= setTimeout(keep, KEEP_AGAIN);
  }

  /** Nobody asked for it, and the code opens what was kept before: if it fails now, it is tried again when more has arrived. */
  async #keepMeanwhile() {
    this.#sayWhatIsOnItsWay();
    try {
      await this.#keepDraft(this.#told());
    } catch {
      this.#filesMoved = true;
    }
  }

  #sayWhatIsOnItsWay() {
    const isAll = this.#files.names.length === this.#files.entries.length;
    this.#screens.parts("keep", isAll ? [] : ["on-its-way"]);
  }

  /**
   * Let the line keep what was told, sealed; a code is shown only when it opens something. Says whether that is so.
   * @param {() => unknown} again what *Try again* does
   * @param {HTMLButtonElement} [button]
   */
  async #keep(again, button) {
    const told = this.#told();
    if (this.#kept === JSON.stringify(told)) {
      return true;
    }
    busy(button, "sealing-tip");
    try {
      await this.#keepDraft(told);
      return true;
    } catch (error) {
      if (error instanceof Refused && error.why === "sent") {
        await this.#wasSent();
        return false;
      }
      const why = error instanceof Refused ? error.message : word("cannot-seal");
      this.#screens.problem(word("not-kept"), [{ sentence: word("not-kept-why") }, { sentence: why }]);
      this.#offer("try-again", () => this.#once(again));
      await this.#offerPlainForm(error);
      return false;
    } finally {
      busy(button);
    }
  }

  /** @param {Told} told */
  async #keepDraft(told) {
    const sealing = this.#made();
    for (let left = CODES_TO_TRY; ; left--) {
      if (this.#kept === "") {
        await sealing.newCode();
      }
      try {
        const { until } = await send(this.#addresses.draft ?? "", await sealing.draft(told), "until");
        this.#kept = JSON.stringify(told);
        this.#until = String(until);
        this.#files.keptWithoutThem();
        await this.#showCode();
        return;
      } catch (error) {
        const taken = error instanceof Refused && error.why === "taken" && this.#kept === "";
        if (!taken || left === 0) {
          throw error; // nobody has seen a code that was taken before it was shown
        }
      }
    }
  }

  async #showCode() {
    const code = this.#made().code;
    for (const screen of code === undefined ? [] : ["check", "keep"]) {
      await showCode([...this.#screens.all(screen, ".entry")], /** @type {TipCode} */ (code));
      this.#screens.fillIn(screen, { until: this.#until });
    }
  }

  /**
   * One request commits: what the last look shows. Pressed again, it is the same request while nothing was changed. If something
   * was, it is another one, and the line takes up one tip of a code, whichever came first.
   * @param {HTMLButtonElement | undefined} button
   * @param {boolean} noAnswer
   */
  async #send(button, noAnswer) {
    if (this.#files.unfinished.length > 0) {
      this.#askAboutUnfinished();
      return;
    }
    try {
      if (this.#files.names.length > 0) {
        busy(button, "sending-files");
        await this.#files.whole();
      }
      const told = this.#told();
      busy(button, "sealing-tip");
      const isSame = this.#pending?.told === JSON.stringify(told) && this.#pending.noAnswer === noAnswer;
      this.#pending = isSame ? this.#pending : await this.#seal(told, noAnswer);
      busy(button, "sending-tip");
      const dates = await this.#commit(told, noAnswer);
      await this.#arrived(/** @type {Pending} */ (this.#pending), dates);
    } catch (error) {
      await this.#notSent(error);
    } finally {
      busy(button);
    }
  }

  /** Of a file that was begun on another day, the line has a piece and this page nothing. */
  #askAboutUnfinished() {
    const names = this.#files.unfinished.join(" · ");
    this.#screens.problem(word("not-sent"), [{ sentence: word("files-unfinished", { names }) }]);
    this.#offer("leave-files-out", () => {
      this.#files.leaveUnfinishedOut();
      this.#once(() => this.#lookAgain());
    });
  }

  /**
   * @param {Told} told
   * @param {boolean} noAnswer
   * @returns {Promise<Pending>}
   */
  async #seal(told, noAnswer) {
    if (isApart(told)) {
      this.#sheet = await this.#fetchSheet(); // the line sees by no letter to whom a name is sealed
      if (this.#sheet.custodians.length > 0 && custodiansOf(this.#sheet) !== this.#guardsShown) {
        throw new OthersGuard();
      }
    }
    const body = await this.#made().commit(told, this.#sheet, this.#excluded(), noAnswer);
    return { body, told: JSON.stringify(told), noAnswer };
  }

  /**
   * Where the readers have changed, the new sheet is checked, and key 0 is granted anew, once.
   * @param {Told} told
   * @param {boolean} noAnswer
   */
  async #commit(told, noAnswer) {
    try {
      return await this.#post(this.#pending);
    } catch (error) {
      if (!(error instanceof Refused) || error.why !== "sheet") {
        throw error;
      }
      this.#pending = undefined;
      this.#sheet = await this.#fetchSheet();
      this.#pending = await this.#seal(told, noAnswer);
      return await this.#post(this.#pending);
    }
  }

  /** @param {Pending | undefined} sealed */
  #post(sealed) {
    const { body } = /** @type {Pending} */ (sealed);
    return send(this.#addresses.commit ?? "", body, "received", "answer_by", "feedback_by");
  }

  /**
   * Show the last screen, and forget every secret and every word. The code stays on it until it is left.
   * @param {Pending} sealed
   * @param {Record<string, any>} dates
   */
  async #arrived(sealed, dates) {
    const screen = sealed.noAnswer ? "sent-without" : "sent";
    const code = this.#made().code;
    this.#screens.fillIn(screen, dates);
    this.#screens.parts(screen, sealed.told === JSON.stringify(this.#told()) ? [] : ["changed-since"]);
    if (code !== undefined && screen === "sent") {
      await showCode([...this.#screens.all(screen, ".entry")], code);
    }
    this.#forget();
    this.#kept = "";
    this.#screens.show(screen);
    this.#screens.keepOnly(screen);
  }

  /** @param {unknown} error */
  async #notSent(error) {
    if (error instanceof Refused && error.mayHaveArrived) {
      this.#unknown.push(/** @type {Pending} */ (this.#pending));
      this.#screens.problem(word("unknown"), [{ sentence: word("unknown-why") }]);
      return;
    }
    this.#pending = undefined;
    if (error instanceof NobodyLeft) {
      this.#screens.replace("check");
      this.#mayBeSent("nobody-left");
    } else if (error instanceof OthersGuard) {
      this.#showTold();
      this.#screens.replace("check");
      this.#mayBeSent("others-guard");
    } else if (error instanceof NobodyGuards) {
      this.#screens.replace("check");
      this.#mayBeSent("nobody-guards");
    } else if (error instanceof Refused && error.why === "sent") {
      await this.#wasSent();
    } else if (error instanceof Refused && error.why === "taken") {
      await this.#takeAnotherCode();
    } else {
      const why = error instanceof Refused ? error.message : sentenceOf(error);
      this.#screens.problem(word("not-sent"), [{ sentence: why }]);
      await this.#offerPlainForm(error);
    }
  }

  /** @param {unknown} error that kept this browser from sealing */
  async #offerPlainForm(error) {
    const load = () => import("./plainly.js").catch(() => undefined); // then it is not offered
    const plainly = couldGoPlainly(error) ? await load() : undefined;
    plainly?.offerPlainForm(() => this.#once(() => this.#goPlainly()));
  }

  /** @param {string} [target] another tab, so that what is on its way here stays */
  async #goPlainly(target) {
    const { goPlainly } = await import("./plainly.js");
    this.#leaving = target === undefined;
    const forms = ANSWERED.map((screen) => this.#form(screen));
    const guard = this.#answers().find(({ question }) => question === "guard")?.text ?? "";
    goPlainly(
      this.#addresses.plainForm ?? "",
      this.#token,
      forms,
      { screen: this.#screens.shown, guard },
      target,
    );
  }

  /** The code opens a tip already: one that was sent here, whose answer was lost, or in another tab. It is the right code. */
  async #wasSent() {
    for (const sealed of this.#unknown) {
      const dates = await this.#post(sealed).catch(() => undefined);
      if (dates !== undefined) {
        return await this.#arrived(sealed, dates);
      }
    }
    this.#screens.replace("check");
    this.#screens.parts("check", ["code", "was-sent"]);
  }

  /** The code that was shown cannot be used: another one is made and shown, and that is said. */
  async #takeAnotherCode() {
    this.#kept = "";
    this.#screens.replace("check");
    if (await this.#keep(() => this.#takeAnotherCode())) {
      this.#mayBeSent();
      this.#screens.problem(word("new-code"), [{ sentence: word("new-code-why") }]);
    }
  }

  /**
   * A button below what is wrong.
   * @param {string} name of its sentence
   * @param {() => void} action
   */
  #offer(name, action) {
    const line = document.createElement("p");
    const button = document.createElement("button");
    line.className = "on";
    button.type = "button";
    button.textContent = word(name);
    button.addEventListener("click", () => {
      this.#screens.problem();
      action();
    });
    line.append(button);
    document.querySelector("[data-problem]")?.append(line);
  }

  /** Two keys, once chosen, hold where nobody guards names any more and the page has no box for them: NobodyGuards stops it then. */
  #answers() {
    const found = ANSWERED.flatMap((screen) => answersIn(this.#form(screen)));
    const isNamed = found.some(({ question }) => APART.includes(question));
    const isSaid = found.some(({ question }) => question === "guard");
    if (!isNamed || isSaid || this.#guard === "") {
      return found;
    }
    return [...found, { question: "guard", text: this.#guard, shown: word(`guard-${this.#guard}`) }];
  }

  /** @param {import("../crypto/browser/letters.js").Answer[]} answers */
  #fillIn(answers) {
    const kept = answers.find(({ question }) => question === "guard")?.text ?? "";
    this.#guard = ["two-keys", "readers"].includes(kept) ? kept : "";
    for (const screen of [...ANSWERED, "which"]) {
      fillIn(this.#form(screen), answers);
    }
  }

  /** @returns {Told} */
  #told() {
    const all = this.#answers();
    const begun = this.#files.kept;
    const beside = { [PLACE]: this.#place, [BEGUN]: begun.length > 0 ? JSON.stringify(begun) : "" };
    const answers = [
      ...all.filter(({ question }) => question !== "text"),
      ...Object.entries(beside).flatMap(([question, text]) => (text === "" ? [] : [{ question, text }])),
    ];
    return {
      text: all.find((one) => one.question === "text")?.text ?? "",
      answers: answers.map(({ question, text }) => ({ question, text })),
      files: this.#files.entries,
      uploads: this.#files.claims.map(({ id, secret }) => ({ id, ...(secret && { secret: unb64(secret) }) })),
    };
  }

  #showTold() {
    const shown = new Map(this.#answers().map((one) => [one.question, one.shown]));
    const you = [shown.get("name"), shown.get("contact")].filter(Boolean).join(" ");
    shown.set("guard", you && (shown.get("guard") ?? word("guard-readers")));
    shown.set("you", you || word("without-a-name"));
    shown.set(
      "guards",
      isApart(this.#told()) ? this.#sheet.custodians.map(({ name }) => name).join(" · ") : "",
    );
    this.#guardsShown = custodiansOf(this.#sheet);
    shown.set("files", this.#files.said.join(" · ") || "–");
    for (const place of this.#screens.all("check", "[data-told]")) {
      const told = shown.get(place.dataset.told ?? "");
      const always = ["kind", "text", "files", "you"].includes(place.dataset.told ?? "");
      place.textContent = told || "–";
      place.parentElement?.toggleAttribute("hidden", !told && !always);
    }
  }

  /** The holders of the roles that are ticked under *Who must not read this?*. */
  #excluded() {
    const ticked = answersIn(this.#form("you")).find((one) => one.question === "exclude");
    const roles = ticked?.text.split(" ") ?? [];
    const named = [...this.#screens.about.querySelectorAll("[data-role]")];
    return named
      .filter((one) => roles.includes(one.getAttribute("data-role") ?? ""))
      .flatMap((one) => (one.getAttribute("data-holders") ?? "").split(" "));
  }

  /** @param {BeforeUnloadEvent} event */
  #warn(event) {
    if (this.#wouldBeLost()) {
      event.preventDefault();
      event.returnValue = true; // what older browsers ask for
    }
  }

  /** @returns {boolean} whether leaving now would lose words, or a code that may not be written down */
  #wouldBeLost() {
    if (this.#sealing === undefined || this.#leaving) {
      return false;
    }
    const told = this.#told();
    const isKept = this.#kept === JSON.stringify(told) && this.#screens.shown === "keep";
    const said = told.answers.filter(({ question }) => !["about", "kind"].includes(question));
    return !isKept && (told.text !== "" || this.#files.names.length > 0 || said.length > 0);
  }

  /** @param {() => unknown} action one at a time: a second press waits for nothing and does nothing */
  async #once(action) {
    this.#running += 1;
    try {
      await action();
    } catch (error) {
      this.#screens.problem(word("not-sent"), [{ sentence: sentenceOf(error) }]);
      await this.#offerPlainForm(error);
    } finally {
      this.#running -= 1;
    }
    this.#keepFiles();
  }

  /**
   * @param {string} screen
   * @returns {HTMLFormElement}
   */
  #form(screen) {
    return /** @type {HTMLFormElement} */ (this.#screens.one(screen, "form"));
  }

  #filesBox() {
    return /** @type {HTMLInputElement} */ (this.#screens.one("files", "input[type=file]"));
  }

  #made() {
    if (this.#sealing === undefined) {
      throw new TypeError("this tip is sent");
    }
    return this.#sealing;
  }
}

/**
 * The line's answer to bytes that were sealed here. No cookie goes with them: they carry every right that they need.
 * @param {string} url
 * @param {Uint8Array<ArrayBuffer>} body
 * @param {...string} days that an answer of the line's own has
 */
async function send(url, body, ...days) {
  const told = await read(await tell(url, body, { credentials: "omit" }));
  if (!days.every((day) => DAY.test(told?.[day]))) {
    throw new Refused(word("unreachable"), "unreachable");
  }
  return told;
}

/**
 * Whether one of the links around the screens leads there.
 * @param {URL} address
 */
function isAround(address) {
  const links = [...document.querySelectorAll(".top .home, .bottom a")];
  return links.some((link) => link instanceof HTMLAnchorElement && link.pathname === address.pathname);
}

/** @param {any} error with the name of a sentence, and what stands in its braces */
function sentenceOf(error) {
  return word(typeof error?.word === "string" ? error.word : "cannot-seal", error);
}

/** @param {KeySheet} sheet */
function custodiansOf(sheet) {
  return sheet.custodians.map(({ recipient }) => recipient).join(" ");
}
