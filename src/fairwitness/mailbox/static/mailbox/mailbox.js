// @ts-check
/**
 * The mailbox in this page alone: the code is read here, letters are opened here, and what is written is sealed here.
 *
 * Code, keys and opened letters are in the page's memory and nowhere else. No form is ever posted with the whole code, but by
 * somebody who presses the button for it.
 */

import { TipCode } from "../crypto/browser/codes.js";
import { b64, newId, unb64 } from "../crypto/browser/encoding.js";
import { couldGoPlainly, fetchDocument, Refused } from "../sealed/line.js";
import { Picking } from "../sealed/picking.js";
import { busy, Screens } from "../sealed/screens.js";
import { filledIn, say, word } from "../sealed/words.js";
import { Entering } from "./entering.js";
import { Idle } from "./idle.js";
import { Code } from "./keys.js";
import { Wire } from "./wire.js";

/** @typedef {import("../sealed/conversation.js").Conversation} Conversation */
/** @typedef {import("./opening.js").Mailbox} Mailbox */
/** @typedef {import("./wire.js").Entry} Entry */
/** @typedef {import("./wire.js").Opened} Opened */
/** @typedef {{code: Code, wire: Wire, mailbox: Mailbox}} Inside */

const inside = () => import("./inside.js");
const SAYINGS = ["questions", "meeting", "retaliation"];
const HAPPENED = ["sent", "late", "code", "given", "advice-ended"]; // what the page says besides, once
const PASS_ON = "pass-on"; // question and screen
const WRITTEN_DOWN = "written-down";
const CODE = "code";
const ADVISER = "adviser"; // where a code is shown too, that is somebody else's
const CODES = [CODE, ADVISER];

/**
 * Take the page where a code is typed over. Rejects where this browser cannot.
 * @param {HTMLElement} place what the page says of the line
 * @param {HTMLElement} main
 */
export async function begin(place, main) {
  const action = main.querySelector("form")?.action ?? "";
  const token = main.querySelector("input[name=csrfmiddlewaretoken]");
  const found = await fetchDocument(place.dataset.pages ?? "").catch((error) => {
    throw Object.assign(error, { word: "unreachable" });
  });
  const screens = new Screens(main, found);
  screens.adopt("enter");
  const visit = new Visit(
    place.dataset,
    main,
    found,
    screens,
    action,
    token instanceof HTMLInputElement ? token.value : "",
  );
  visit.listen();
}

class Visit {
  #addresses;
  #screens;
  #entering;
  #token;
  #plainForm;
  #files;
  #idle = new Idle(
    (isSoon) => this.#soon(isSoon),
    () => this.#close(),
  );
  /** @type {Inside | undefined} */
  #inside;
  /** @type {Map<string, Code>} shown on a screen, and not in force */
  #next = new Map();
  /** @type {Opened | undefined} what is left of a tip, where that is shown */
  #left;
  /** @type {Map<string, {told: string, body: string}>} what was sealed on a screen and is still to be taken up */
  #waiting = new Map();
  #running = false;
  #isLeaving = false; // with what was typed
  #ended = new AbortController();
  #main;
  #pages;

  /**
   * @param {DOMStringMap} addresses
   * @param {HTMLElement} main
   * @param {Document} pages
   * @param {Screens} screens
   * @param {string} action
   * @param {string} token
   */
  constructor(addresses, main, pages, screens, action, token) {
    this.#main = main;
    this.#pages = pages;
    this.#addresses = addresses;
    this.#screens = screens;
    this.#token = token;
    this.#plainForm = action;
    this.#entering = this.#enteringAt(action);
    const { mostFiles, mostMib } = screens.about.dataset;
    this.#files = new Picking(this.#filesBox(), {
      uploads: addresses.uploads ?? "",
      recipient: async () => {
        const { nextKey } = await import("../sealed/writing.js");
        return (await nextKey(await this.#keyedLikeFiles())).recipient;
      },
      mostFiles: Number(mostFiles),
      mostBytes: Number(mostMib) * 1024 * 1024,
    });
  }

  listen() {
    const { signal } = this.#ended;
    document.addEventListener("submit", (event) => this.#submitted(event), { capture: true, signal });
    document.addEventListener("click", (event) => this.#clicked(event), { signal });
    addEventListener("popstate", (event) => this.#went(event.state?.screen ?? "enter"), { signal });
    addEventListener("beforeunload", (event) => this.#warn(event), { signal });
    addEventListener("pagehide", () => this.#forget(), { signal });
    addEventListener("pageshow", (event) => event.persisted && location.reload(), { signal });
  }

  /** @param {BeforeUnloadEvent} event */
  #warn(event) {
    this.#typed() !== "" && !this.#isLeaving && event.preventDefault();
  }

  /** @param {SubmitEvent} event */
  #submitted(event) {
    event.preventDefault();
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || this.#running) {
      return;
    }
    this.#screens.problem();
    void this.#once(async () => {
      if (form.matches("[data-out]")) {
        await this.#signOut();
      } else if (this.#screens.shown === "enter") {
        const wrong = await this.#entering.submitted();
        wrong && this.#screens.problem(word("not-opened"), [{ sentence: wrong, box: "id_code" }]);
      } else {
        await this.#pressed(form, event.submitter);
      }
    });
  }

  /** @param {string} action where row 1 alone is sent to */
  #enteringAt(action) {
    return new Entering(this.#screens, action, this.#token, (code) => this.#enter(code));
  }

  #filesBox() {
    return /** @type {HTMLInputElement} */ (this.#screens.one("letters", "input[type=file]"));
  }

  /** @param {() => Promise<void>} work one thing at a time */
  async #once(work) {
    if (!this.#running) {
      this.#running = true;
      try {
        await work();
      } finally {
        this.#running = false;
      }
    }
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link === null || event.defaultPrevented) {
      return;
    }
    const address = new URL(link.href, location.href);
    if (address.pathname.endsWith("/leave/")) {
      this.#forget(); // away at once: nobody is asked anything
      return;
    }
    const hash = link.getAttribute("href") ?? "";
    const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    const screen = this.#inside && isPlain ? this.#screenAt(address) : undefined;
    if (hash.startsWith("#id_")) {
      event.preventDefault();
      document.getElementById(hash.slice(1))?.focus();
    } else if (isPlain && link.closest(".languages") !== null) {
      event.preventDefault();
      void this.#once(() => this.#changeLanguage(link));
    } else if (screen !== undefined && address.origin === location.origin) {
      event.preventDefault();
      this.#go(screen);
    }
  }

  /**
   * The same page in another language, without a way out of this one. Where that fails, nothing is changed but what is said.
   * @param {HTMLAnchorElement} link
   */
  async #changeLanguage(link) {
    this.#screens.problem();
    try {
      await this.#speak(link);
    } catch (error) {
      if (isOver(error)) {
        return this.#lookAgain(error.message);
      }
      const sentence = error instanceof Refused ? error.message : word("cannot-seal");
      this.#screens.problem(word("language-stays"), [{ sentence }]);
    }
  }

  /** @param {HTMLAnchorElement} link */
  async #speak(link) {
    const { carryOver, fetchOther, shownParts, takeFrame } = await import("./speaking.js");
    const { pages, page, addresses, action } = await fetchOther(this.#screens, link);
    const wire = this.#inside && new Wire(addresses, this.#inside.code);
    const mailbox = wire && (await this.#opened(wire));
    const before = this.#screens;
    this.#addresses = addresses;
    this.#pages = pages;
    before.forget();
    this.#screens = new Screens(this.#main, pages);
    takeFrame(page);
    this.#plainForm = action;
    this.#entering = this.#enteringAt(action).goingOn(this.#entering);
    this.#files.moveTo(this.#filesBox());
    carryOver(before, this.#screens);
    this.#left && this.#fillInDates(this.#left);
    this.#screens.show(before.shown, true);
    if (this.#inside && wire && mailbox) {
      // and not closed meanwhile
      this.#inside = { ...this.#inside, wire, mailbox };
      const happened = shownParts(before, "letters").filter((part) => HAPPENED.includes(part));
      await this.#showLetters(...happened);
      for (const one of this.#next.keys()) {
        await this.#showNextCode(one);
      }
    }
  }

  /**
   * Which of the pages a link leads to. The later questions are those of the tip's channel.
   * @param {URL} address
   */
  #screenAt(address) {
    const found = this.#screens.at(address);
    const saying = SAYINGS.find((slug) => found?.startsWith(`${slug}-`));
    return saying === undefined || !this.#inside ? found : `${saying}-${this.#inside.mailbox.told.channel}`;
  }

  /** @param {string} screen */
  #go(screen) {
    if (CODES.includes(screen)) {
      void this.#once(() => this.#showNextCode(screen));
    } else if (screen === "letters") {
      this.#screens.parts("letters", this.#parts());
    }
    this.#screens.show(screen);
  }

  /**
   * The browser's own *back* or *forward*. What is closed stays closed.
   * @param {string} screen
   */
  #went(screen) {
    if (this.#inside === undefined ? screen !== "enter" : screen === "enter") {
      this.#screens.show(this.#screens.shown);
      return;
    }
    this.#screens.problem();
    this.#screens.show(screen, true);
  }

  /**
   * Twelve that fit: derive, ask, open.
   * @param {TipCode} code
   */
  async #enter(code) {
    const button = this.#button("enter");
    try {
      busy(button, "deriving");
      await inside(); // whoever could not be shown their letters does not ask for them
      const derived = await Code.derived(code, unb64(this.#addresses.line, 16));
      const wire = new Wire(this.#addresses, derived);
      const told = await wire.open();
      if (told.what === "draft") {
        await this.#toTheDraft(derived, told);
      } else {
        await this.#open(derived, wire, told, button);
        this.#entering.empty();
      }
    } catch (error) {
      this.#notOpened(error);
    } finally {
      busy(button);
    }
  }

  /**
   * @param {Code} code
   * @param {Wire} wire
   * @param {Opened} told
   * @param {HTMLButtonElement | undefined} button
   */
  async #open(code, wire, told, button) {
    if (told.what === "dates") {
      this.#showDates(told);
      return;
    }
    const status = button?.parentElement?.querySelector("[role=status]") ?? null;
    const { openMailbox } = await inside();
    const mailbox = await openMailbox(wire, told, code, (done, all) =>
      say(status, word("fetching", { done, all })),
    );
    this.#inside = { code, wire, mailbox };
    this.#idle.begin();
    await this.#showLetters();
    this.#go("letters");
  }

  /** @param {unknown} error */
  #notOpened(error) {
    const known = error instanceof Refused;
    const sentence = known ? error.message : word("cannot-seal");
    const isUnknown = known && error.why === "unknown";
    this.#screens.problem(word("not-opened"), [{ sentence, ...(isUnknown && { box: "id_code" }) }]);
    if (!isUnknown) {
      const isDamaged = known && error.why === "damaged"; // such a line is not to be given the code
      this.#offer([
        ["try-again", () => this.#entering.form.requestSubmit()],
        ...(isDamaged ? [] : [this.#plainly]),
      ]);
    }
  }

  /** @returns {[string, () => void]} */
  get #plainly() {
    return ["plain", () => this.#entering.sendPlainly()];
  }

  /**
   * Buttons below what went wrong.
   * @param {[string, () => void][]} choices names of sentences, and what each does
   */
  #offer(choices) {
    const line = document.createElement("p");
    line.className = "on";
    for (const [name, choose] of choices) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = name === "plain" ? "quiet" : "";
      button.textContent = word(name);
      button.addEventListener("click", choose);
      line.append(button);
    }
    document.querySelector("[data-problem]")?.append(line);
  }

  /**
   * From here on this page tells, and the mailbox's own scripts rest.
   * @param {Code} code
   * @param {Opened} told
   */
  async #toTheDraft(code, told) {
    try {
      const { toTheDraft } = await import("./drafts.js");
      await toTheDraft(this.#pages, this.#main, code, told, this.#token);
      this.#ended.abort();
    } catch (error) {
      const why = error instanceof Error && "sentence" in error ? `${error.sentence ?? ""}` : "";
      if (error instanceof Error && "isForeign" in error) {
        this.#screens.problem(word("not-opened"), [{ sentence: why }]); // and no way to give such a line the code
        return;
      }
      this.#screens.problem(word("not-opened"), [{ sentence: `${why} ${word("draft")}`.trim() }]);
      this.#offer([this.#plainly]);
    }
  }

  /** @param {Opened} told */
  #showDates(told) {
    this.#forget();
    this.#left = told;
    const screen = this.#fillInDates(told);
    this.#screens.show(screen);
    this.#screens.keepOnly(screen);
  }

  /** @param {Opened} told */
  #fillInDates({ received, acknowledged, outcome, destroyed }) {
    const screen = destroyed === "" ? "dates-no-answer" : "dates";
    this.#screens.fillIn(screen, { received, acknowledged: acknowledged || "–", destroyed });
    this.#screens.parts(screen, [outcome]);
    return screen;
  }

  /**
   * Everything that came, each letter in an element of its own.
   * @param {...string} happened what the page says besides
   */
  async #showLetters(...happened) {
    const { article, rowsFor } = await inside();
    const { mailbox, wire } = this.#made();
    const { told, conversation, problems } = mailbox;
    const opened = new Map(conversation.letters.map((one) => [one.id, one]));
    const rowOf = await rowsFor(conversation.letters);
    const fetchPart = (/** @type {string} */ id, /** @type {number} */ number) => wire.part(id, number);
    const shown = told.entries.flatMap((entry) => {
      const letter = opened.get(entry.id);
      if (entry.kind === "notice") {
        return [this.#notice(entry)];
      }
      const isRecorded = letter === conversation.letters[0] && told.written?.by_office;
      return letter === undefined ? [] : [article(letter, told.channel, fetchPart, rowOf, isRecorded)];
    });
    const warnings = problems.map((name) => {
      const warning = document.createElement("p");
      warning.className = "problem";
      warning.setAttribute("role", "alert");
      warning.textContent = word(name);
      return warning;
    });
    const { received, due, stage, turn, given = "", given_until: until = "" } = told.standing;
    const values = { received, due, stage, turn, given, given_until: until, ...told.name };
    this.#screens.fillIn("letters", values);
    this.#screens.fillIn("name", values);
    this.#screens.parts("name", mailbox.asked);
    this.#screens.one("letters", "[data-entries]")?.replaceChildren(...warnings, ...shown);
    this.#screens.parts("letters", this.#parts(...happened));
    this.#screens.parts(PASS_ON, mailbox.asked);
    this.#screens.parts(WRITTEN_DOWN, mailbox.writtenParts);
    this.#showWrittenDown(mailbox.written);
    this.#screens.parts("withdraw", told.standing.passed_on ? ["passed-on"] : []);
  }

  /**
   * The text that counts, above the box and in it, unless something else was typed there.
   * @param {import("./types.js").WrittenDown | undefined} written
   */
  #showWrittenDown(written) {
    const box = written && this.#screens.one(WRITTEN_DOWN, "textarea");
    const shown = written && this.#screens.one(WRITTEN_DOWN, "[data-text]");
    if (written && shown && box instanceof HTMLTextAreaElement) {
      shown.textContent = written.text || "–";
      box.value = box.value === "" || box.value === box.defaultValue ? written.text : box.value;
      box.defaultValue = written.text;
    }
  }

  /** @param {Entry} entry */
  #notice(entry) {
    const notice = this.#screens.copyOf("notice");
    for (const node of [...notice.childNodes, ...notice.querySelectorAll("span")].flatMap((one) =>
      one instanceof Text ? [one] : [...one.childNodes],
    )) {
      if (node instanceof Text) {
        node.data = filledIn(node.data, { day: entry.day, sentence: entry.sentence });
      }
    }
    return notice;
  }

  /** @param {...string} happened what the page says besides */
  #parts(...happened) {
    const { told, asked, writtenParts } = this.#made().mailbox;
    const { step, late } = told.standing;
    const rules = told.rules?.rewards ? [`rewards-${told.rules.rewards}`] : [];
    return [late ? `${step}-late` : step, "questions", ...rules, ...asked, ...writtenParts, ...happened];
  }

  /**
   * A form of the open mailbox.
   * @param {HTMLFormElement} form
   * @param {HTMLElement | null} button
   */
  async #pressed(form, button) {
    const screen = this.#screens.shown;
    const pressed = button ?? this.#button(screen);
    try {
      busy(pressed, screen === "receipt" ? "signing" : "working");
      if (screen === "receipt") {
        const { showReceipt } = await import("./receipt.js");
        const text = await this.#made().wire.receipt();
        this.#inside && showReceipt(this.#screens, text); // and not closed meanwhile
      } else if (form.matches("[data-again]")) {
        await this.#made().wire.again(this.#made().mailbox.told.standing.step);
        await this.#openAgain();
        this.#screens.show(screen, true);
      } else if (screen === "withdraw") {
        this.#showDates(await this.#made().wire.withdraw());
      } else if (screen === "name") {
        const { sayOfName } = await import("./name.js");
        await sayOfName(pressed, this.#screens, this.#made(), () => this.#openAgain());
      } else if (screen === CODE) {
        await this.#useNextCode();
      } else if (screen === ADVISER) {
        await this.#letAdviserIn();
      } else if (screen === "adviser-end") {
        await this.#endAdvice();
      } else {
        await this.#sayIt(screen, form, button);
      }
    } catch (error) {
      await this.#notTaken(screen, error);
    } finally {
      busy(pressed);
    }
  }

  /**
   * A letter, or answers: sealed once, and sent as the same bytes until the line has said what became of it.
   * @param {string} screen
   * @param {HTMLFormElement} form
   * @param {HTMLElement | null} button
   */
  async #sayIt(screen, form, button) {
    const { answersIn, letterIn } = await import("./saying.js");
    const { about } = this.#screens;
    const said =
      screen === "letters"
        ? letterIn(form, about, this.#files.names.length)
        : screen === WRITTEN_DOWN
          ? await this.#saidOfText(form, button)
          : answersIn(screen, form, about, button);
    const told = JSON.stringify([said, screen === "letters" ? this.#files.names : []]);
    const before = this.#waiting.get(screen);
    const body = before?.told === told ? before.body : await this.#sealed(screen, said);
    this.#waiting.set(screen, { told, body });
    const agrees = screen === WRITTEN_DOWN && button?.getAttribute("name") === "agree";
    await (agrees ? this.#made().wire.agree(body) : this.#made().wire.answer(body));
    this.#waiting.delete(screen);
    for (const box of form.querySelectorAll("textarea")) {
      box.value = "";
    }
    if (screen === "letters") {
      this.#files.clear();
    }
    await this.#openAgain();
    const isLate = screen === PASS_ON && !this.#made().mailbox.told.standing.can_be_passed_on;
    this.#screens.parts("letters", this.#parts(isLate ? "late" : "sent"));
    this.#screens.show("letters", screen === "letters");
  }

  /**
   * That the text is right, or how it is right.
   * @param {HTMLFormElement} form
   * @param {HTMLElement | null} button
   */
  async #saidOfText(form, button) {
    const { saidOf } = await import("./written-down.js");
    const limit = Number(this.#screens.about.dataset.mostText);
    return saidOf(form, button, this.#made().mailbox.written, limit);
  }

  /**
   * @param {string} screen
   * @param {import("./saying.js").Said} said
   */
  async #sealed(screen, said) {
    await this.#openAgain(); // a letter that came meanwhile, or went out in another tab, comes before this one
    const { code, wire, mailbox } = this.#made();
    const isLetter = screen === "letters";
    const { entries, claims } = isLetter ? await this.#files.whole() : { entries: [], claims: [] };
    const conversation = isLetter ? await this.#keyedOrCleared() : mailbox.conversation;
    const { sealNext } = await import("../sealed/writing.js");
    const { number, sealed } = await sealNext(conversation, code.keys.signing, {
      ...said,
      files: entries,
    });
    return wire.body({ id: newId(), number, sealed: b64(sealed), uploads: claims });
  }

  /** The conversation, its next letter sealed to what the files are sealed to that go with it; the next file too. */
  async #keyedLikeFiles() {
    const { conversation } = this.#made().mailbox;
    const { recipients } = this.#files;
    if (recipients.length === 0 || conversation.newest === undefined) {
      return conversation;
    }
    const { keyedLike } = await import("./saying.js");
    const keyed = await keyedLike(conversation, recipients);
    if (keyed === undefined) {
      throw new Refused(word("files-outgrown"), "outgrown");
    }
    return keyed;
  }

  /** Files that no letter can carry any more are there to be chosen again. */
  async #keyedOrCleared() {
    try {
      return await this.#keyedLikeFiles();
    } catch (error) {
      error instanceof Refused && error.why === "outgrown" && this.#files.clear();
      throw error;
    }
  }

  #made() {
    return /** @type {Inside} */ (this.#inside);
  }

  /** What the line has now. */
  async #openAgain() {
    const { code, wire } = this.#made();
    this.#inside = { code, wire, mailbox: await this.#opened(wire) };
    await this.#showLetters();
    return this.#inside;
  }

  /** @param {Wire} wire */
  async #opened(wire) {
    const { code } = this.#made();
    const told = await wire.open();
    if (told.what !== "tip") {
      throw new Refused(word("refused"), "destroyed");
    }
    const { openMailbox } = await inside();
    return await openMailbox(wire, told, code, () => {});
  }

  /**
   * A code that opens nothing yet: the same one again until it is in force.
   * @param {string} screen
   */
  async #showNextCode(screen) {
    const line = unb64(this.#addresses.line, 16);
    const shown = this.#next.get(screen) ?? (await Code.derived(TipCode.generate(), line));
    this.#next.set(screen, shown);
    const { showCode } = await import("../sealed/code.js");
    await showCode([...this.#screens.all(screen, ".entry")], shown.code);
  }

  async #useNextCode() {
    const { wire } = this.#made();
    const next = /** @type {Code} */ (this.#next.get(CODE));
    await wire.code(await this.#sealedFor(CODE, next));
    this.#waiting.clear();
    this.#next.clear();
    const inForce = new Wire(this.#addresses, next);
    this.#inside = { ...this.#made(), code: next, wire: inForce };
    await this.#showAfter("code");
  }

  /** Whoever was handed the code that is shown. */
  async #letAdviserIn() {
    const { wire } = this.#made();
    const next = /** @type {Code} */ (this.#next.get(ADVISER));
    await wire.adviser(await this.#sealedFor(ADVISER, next));
    this.#waiting.delete(ADVISER);
    this.#next.delete(ADVISER);
    await this.#showAfter("given");
  }

  async #endAdvice() {
    await this.#openAgain();
    const { code, wire, mailbox } = this.#made();
    const { ended } = await import("./new-code.js");
    await wire.adviserEnd(await ended(mailbox.conversation, code));
    await this.#showAfter("advice-ended");
  }

  /** @param {string} happened what the page says besides */
  async #showAfter(happened) {
    await this.#openAgain();
    this.#screens.parts("letters", this.#parts(happened));
    this.#screens.show("letters");
  }

  /**
   * What brings a shown code into force: the same bytes again while nobody knows whether they have arrived.
   * @param {string} screen
   * @param {Code} next
   */
  async #sealedFor(screen, next) {
    const before = this.#waiting.get(screen);
    const told = b64(next.locator);
    const body = before?.told === told ? before.body : await this.#broughtIn(screen, next);
    this.#waiting.set(screen, { told, body });
    return body;
  }

  /**
   * @param {string} screen
   * @param {Code} next
   */
  async #broughtIn(screen, next) {
    await this.#openAgain();
    const { code, wire, mailbox } = this.#made();
    const { advised, moved } = await import("./new-code.js");
    const seal = screen === ADVISER ? advised : moved;
    return wire.body(await seal(mailbox.conversation, code, next));
  }

  /**
   * @param {string} screen
   * @param {unknown} error
   */
  async #notTaken(screen, error) {
    if (isOver(error)) {
      return this.#lookAgain(error.message);
    }
    const why = error instanceof Refused ? error.why : "";
    if (!(error instanceof Refused && error.mayHaveArrived)) {
      this.#waiting.delete(screen);
    }
    if (why === "taken") {
      this.#next.delete(screen);
      await this.#showNextCode(screen);
      this.#screens.parts(screen, ["again"]);
      return;
    }
    const known = error instanceof Refused ? error.message : word("cannot-seal");
    const sentences = [{ sentence: known }];
    if (why === "unreachable" && this.#waiting.has(screen)) {
      sentences.push({ sentence: word(CODES.includes(screen) ? "perhaps-moved" : "perhaps-sent") });
    }
    this.#screens.problem(word(screen === "receipt" ? "not-made" : "not-sent"), sentences);
    await this.#offerPlainForm(error);
  }

  /** @param {unknown} error that kept this browser from sealing */
  async #offerPlainForm(error) {
    const load = () => import("./plainly.js").catch(() => undefined); // then it is not offered
    const plainly = couldGoPlainly(error) && this.#unsent.length > 0 ? await load() : undefined;
    plainly?.offerMailboxOnServer({
      action: this.#plainForm,
      token: this.#token,
      code: this.#made().code.code,
      screen: this.#screens.shown,
      boxes: this.#unsent,
      leaving: () => {
        this.#isLeaving = true;
      },
    });
  }

  /**
   * The tip was destroyed, or another code opens it now: in another tab, or by the clock. What was typed is there to be copied.
   * @param {string} sentence
   */
  async #lookAgain(sentence) {
    const inside = this.#inside;
    try {
      const told = await inside?.wire.open();
      if (told?.what === "dates") {
        return this.#showDates(told);
      }
    } catch {
      // then it is closed
    }
    this.#close();
    this.#screens.problem(word("not-sent"), [{ sentence }]);
  }

  /** @param {boolean} isSoon */
  #soon(isSoon) {
    const shown = document.querySelector("[data-soon]");
    if (!isSoon) {
      shown?.remove();
    } else if (shown === null) {
      const warning = document.createElement("p");
      warning.className = "problem";
      warning.dataset.soon = "";
      warning.setAttribute("role", "alert");
      warning.textContent = word("soon-closed");
      document.querySelector("#main h1")?.after(warning);
    }
  }

  /** Forget, and show what was typed so that it can be copied. */
  #close() {
    const typed = this.#typed();
    this.#forget();
    const box = this.#screens.one("closed", "textarea");
    if (box instanceof HTMLTextAreaElement) {
      box.value = typed;
    }
    this.#screens.parts("closed", typed === "" ? [] : ["typed"]);
    this.#screens.show("closed");
    this.#screens.keepOnly("closed");
  }

  /** The boxes in which something was typed that is not sent. */
  get #unsent() {
    const boxes = this.#screens.made.flatMap((screen) =>
      ["enter", "closed"].includes(screen) ? [] : this.#screens.all(screen, "textarea"),
    );
    return boxes.flatMap((box) =>
      box instanceof HTMLTextAreaElement && box.value.trim() !== "" && box.value !== box.defaultValue
        ? [box]
        : [],
    );
  }

  #typed() {
    return this.#unsent.map(({ value }) => value).join("\n\n");
  }

  /** Nothing of the code, the keys or what was opened stays in this page's memory. */
  #forget() {
    this.#idle.end();
    this.#inside = undefined;
    this.#next.clear();
    this.#left = undefined;
    this.#waiting.clear();
    this.#files.forget();
    this.#screens.one("letters", "[data-entries]")?.replaceChildren();
    for (const screen of this.#screens.made) {
      for (const receipt of this.#screens.all(screen, "[data-receipt]")) {
        receipt.replaceChildren();
      }
      for (const box of this.#screens.all(screen, "textarea, input:not([type=hidden])")) {
        if (box instanceof HTMLTextAreaElement || box instanceof HTMLInputElement) {
          box.value = "";
        }
      }
    }
  }

  /** The same as the button without scripts: this browser's cookies of the mailbox go too. */
  async #signOut() {
    this.#forget();
    const headers = { "X-CSRFToken": this.#token };
    await fetch(this.#addresses.leave ?? "", { method: "POST", headers, redirect: "manual" }).catch(() => {});
    location.replace(this.#addresses.home ?? "/");
  }

  /**
   * @param {string} screen
   * @returns {HTMLButtonElement | undefined}
   */
  #button(screen) {
    const [found] = this.#screens.all(screen, "form:not([data-out]) .on button:not([type=button])");
    return found instanceof HTMLButtonElement ? found : undefined;
  }
}

/**
 * Whether the code that is in this page opens nothing any more.
 * @param {unknown} error
 * @returns {error is Refused}
 */
function isOver(error) {
  return error instanceof Refused && (error.why === "destroyed" || error.why === "unknown");
}
