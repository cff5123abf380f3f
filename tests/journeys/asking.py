"""A reader who asks whether a tip may be passed on: by the desk's own modules, in the page of that tip."""

from __future__ import annotations

from journeys.people import Reviewer

ASK = """async ([slug, text]) => {
  const desk = document.querySelector("script[src$='review/desk.js']").src;
  const load = (name) => import(new URL(name, desk).href);
  const { openConversation } = await load("./conversation.js");
  const { mine } = await load("./keyring.js");
  const { sealNext } = await load("../sealed/writing.js");
  const { tell } = await load("../sealed/line.js");
  const { b64, newId } = await load("../crypto/browser/encoding.js");
  const form = document.querySelector("form[data-answer]");
  const { word } = document.querySelector(`[data-word^="pass-on-${slug} "]`).dataset; // of the question: it stands first
  const said = { text, answers: [{ question: "pass-on", text: word.replace("pass-on-", "") }], files: [] };
  const conversation = await openConversation(form.dataset.sealed);
  const { number, sealed } = await sealNext(conversation, mine().signing, said);
  await tell(form.action, JSON.stringify({ id: newId(), number, sealed: b64(sealed), uploads: [] }));
}"""


def asks_to_pass_it_on(reader: Reviewer, slug: str, text: str) -> None:
    """On the page of a tip."""
    reader.page.evaluate(ASK, [slug, text])
