// @ts-check
/**
 * Going from page to page in one document: a new page begins at its beginning, one that somebody comes back to stands where they left it, and
 * whatever the line refuses is said on the page that is there, with all that was typed in it.
 */

import { word, wordOr } from "../sealed/words.js";
import { cameBack } from "./coming-back.js";
import { renewToken } from "./sending.js";
import { keepTyped, putBack } from "./typed.js";

/** @typedef {{top: number, focus: string, seen: number}} Place `seen`: how far below the window's edge the focused element stood */
/** @typedef {{text: string, response: {status: number}, sourceElement?: Element}} Swap */

const REFUSED = 400;
const FORBIDDEN = 403;
const GONE = 404; // what stands in the page may be all that is left of it
const OURS = /<body class="desk"/;
const LANGUAGE = /<html lang="([\w-]+)"/;

/** @type {Map<string, Place>} where somebody was, by the history's entry: for as long as this document is there */
const places = new Map();
/** Rows grow while what is sealed in them opens: the page stays where somebody left it until they move it themselves. */
const grows = new ResizeObserver(() => stand());
let stand = () => {};
let entry = "";
let address = location.pathname + location.search;

/** The history's entry of this page; what it carries is a random name and nothing else. */
function nameEntry() {
  const named = history.state?.place;
  if (typeof named === "string") {
    return named;
  }
  const place = crypto.randomUUID();
  history.replaceState({ htmx: true, place }, "", location.href);
  return place;
}

/** What finds the element with the focus once more. */
function focused() {
  const here = document.activeElement;
  if (here === null || here === document.body) {
    return "";
  }
  const to = here.getAttribute("href");
  return here.id ? `#${CSS.escape(here.id)}` : to === null ? "" : `a[href="${CSS.escape(to)}"]`;
}

/** @param {Swap} swap */
function leave({ text, sourceElement, response }) {
  grows.disconnect();
  places.set(entry, {
    top: scrollY,
    focus: focused(),
    seen: document.activeElement?.getBoundingClientRect().top ?? 0,
  });
  const sent = response.status < REFUSED ? sourceElement : undefined;
  keepTyped(address, sent instanceof HTMLFormElement ? sent : undefined);
  document.documentElement.lang = LANGUAGE.exec(text)?.[1] ?? document.documentElement.lang;
}

function arrive() {
  const isBack = places.has(history.state?.place);
  entry = nameEntry();
  address = location.pathname + location.search;
  const { top, focus, seen } = (isBack && places.get(entry)) || { top: 0, focus: "", seen: 0 };
  putBack(address);
  const came = cameBack();
  if (came !== undefined) {
    return standAt(came);
  }
  const refused = document.querySelector("main .problem[role=alert]:not([hidden])");
  refused?.setAttribute("tabindex", "-1");
  const before = focus === "" ? null : document.querySelector(focus);
  const wanted = refused ?? before ?? document.getElementById("main");
  if (wanted instanceof HTMLElement) {
    wanted.focus({ preventScroll: true });
  }
  stand = () => scrollTo(0, before === null ? top : scrollY + before.getBoundingClientRect().top - seen);
  stand();
  const main = document.getElementById("main");
  if (isBack && main !== null) {
    grows.observe(main);
  }
}

/**
 * At the form that was taken up, as far below the edge as it stood; letters above it grow while they open.
 * @param {NonNullable<ReturnType<typeof cameBack>>} came
 */
function standAt({ said, around, seen }) {
  said.focus({ preventScroll: true });
  stand = () => {
    scrollTo(0, scrollY + around.getBoundingClientRect().top - seen);
    said.scrollIntoView({ block: "nearest" }); // a long form ends below the window's edge
  };
  stand();
  const main = document.getElementById("main");
  main && grows.observe(main);
}

/**
 * Say here what went wrong; the page stays.
 * @param {string} sentence
 */
function stay(sentence) {
  const place = document.querySelector("[data-not-moved]");
  if (place instanceof HTMLElement) {
    place.textContent = sentence;
    place.hidden = false;
    place.focus();
    place.scrollIntoView({ block: "nearest" });
  }
}

/**
 * What the line said instead of a page of the desk.
 * @param {Swap} swap
 */
function sentenceIn({ text, response }) {
  try {
    return String(JSON.parse(text).error);
  } catch {
    return wordOr([`not-moved-${response.status}`], word("not-moved"));
  }
}

/** @param {(swap: Swap, event: CustomEvent) => void} act */
function onSwap(act) {
  return (/** @type {Event} */ event) => event instanceof CustomEvent && act(event.detail.ctx, event);
}

document.addEventListener(
  "htmx:before:swap",
  onSwap((swap, event) => {
    if (OURS.test(swap.text) && swap.response.status !== GONE) {
      return leave(swap);
    }
    event.preventDefault();
    if (swap.response.status === FORBIDDEN) {
      renewToken().catch(() => {}); // whoever has signed in in another tab presses once more
    }
    stay(sentenceIn(swap));
  }),
);
document.addEventListener("htmx:after:swap", arrive);
document.addEventListener("htmx:error", () => stay(word("unreachable")));
// A refusal stands at the address of the page that it is about, and a page that leads to itself is one step back and not two.
document.addEventListener("htmx:before:history:update", (event) => {
  const { history: action, response } = /** @type {CustomEvent} */ (event).detail;
  if (response.status >= REFUSED) {
    event.preventDefault();
  } else if (action.path === location.pathname + location.search) {
    action.type = "replace";
  }
});
for (const own of ["wheel", "touchstart", "pointerdown", "keydown"]) {
  addEventListener(own, () => grows.disconnect(), { passive: true });
}
// The browser would put a page that is fetched anew where the old one was before it is there.
history.scrollRestoration = "manual";
entry = nameEntry();
