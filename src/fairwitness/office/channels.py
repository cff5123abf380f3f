"""What a charter says of a way in: for whom it is, who reads, what it asks, and which of the kinds it takes."""

from __future__ import annotations

from dataclasses import dataclass

from fairwitness.office.charter_checks import Section
from fairwitness.office.kinds import ALWAYS, KINDS
from fairwitness.office.terms import Use
from fairwitness.office.texts import LANGUAGES, Texts, take_slug, take_texts, texts_in

ROLES, QUESTIONS, LATER, OPTIONS = 8, 5, 2, 12  # at most; the package brings three later questions of its own
OWN_QUESTIONS = frozenset(
    [
        "kind",
        "known",
        "where",
        "name",
        "contact",
        "guess",
        "exclude",
        "scope",
        "else",
        "wrong",
        "others",
        "meeting",
        "retaliation",
        "recorded",
        "came",
        "consent",
        "pass-on",
        "referral-why",
        # and the fields of its forms
        "about",
        "add",
        "begun",
        "code",
        "files",
        "go",
        "keep",
        "letter",
        "press",
        "remove",
        "said",
        "screen",
        "shown",
        "text",
        "then",
        "version",
        "without",
    ]
)


@dataclass(frozen=True)
class ReaderRole:
    """What somebody is who reads the tips of a channel."""

    role: str  # a slug
    name: Texts

    @property
    def name_here(self) -> str:
        """Its name in the language of the page."""
        return self.name.here


@dataclass(frozen=True)
class Question:
    """A question of the office's own: one line to type, or, with options, a choice."""

    id: str
    text: Texts
    options: tuple[Texts, ...] = ()

    @property
    def text_here(self) -> str:
        """The question in the language of the page."""
        return self.text.here

    def shown(self, told: str) -> str:
        """An answer in the language of the page: of a choice the English text is what is kept."""
        return next((option.here for option in self.options if option.of["en"] == told), told)


@dataclass(frozen=True)
class ChannelCharter:
    """A way in, as the charter describes it."""

    slug: str
    name: Texts
    introduction: Texts
    kinds: tuple[str, ...]
    danger_to_life: bool  # whether readers are told of a new tip between the fixed hours
    readers: tuple[ReaderRole, ...]
    questions: tuple[Question, ...] = ()  # before sending
    later: tuple[Question, ...] = ()  # in the mailbox, beside the three of the package

    @property
    def name_here(self) -> str:
        """Its name in the language of the page."""
        return self.name.here

    @property
    def introduction_here(self) -> str:
        """Its introduction in the language of the page."""
        return self.introduction.here

    @property
    def kind_names(self) -> list[str]:
        """Its kinds, as the package names them in the language of the page."""
        return [str(KINDS[kind]) for kind in self.kinds]


def without_words(slug: str) -> ChannelCharter:
    """A way in of which no charter says anything any more."""
    name = Texts(dict.fromkeys(LANGUAGES, slug))
    return ChannelCharter(slug, name, name, (), danger_to_life=False, readers=())


def take_channel(section: Section) -> ChannelCharter:
    """One channel, out of its table."""
    channel = ChannelCharter(
        slug=take_slug(section, "slug", example="public"),
        name=take_texts(section, "name", Use.NAMES),
        introduction=take_texts(section, "introduction", Use.TELLS),
        kinds=tuple(section.words("kinds", among=KINDS)),
        danger_to_life=section.yes("danger_to_life"),
        readers=tuple(_reader(one) for one in section.sections("readers", most=ROLES)),
        questions=_questions(section, "questions", QUESTIONS),
        later=_questions(section, "later", LATER),
    )
    if channel.kinds and ALWAYS not in channel.kinds:
        section.refuse(
            f"“{section.name('kinds')}” leaves out “{ALWAYS}”. Who is punished for speaking up, or pressed to report on others, "
            "must find a kind on every channel. Add it.",
            "kinds",
        )
    before, after = ([question.id for question in asked] for asked in (channel.questions, channel.later))
    section.each_its_own("reader", "readers", "role", [reader.role for reader in channel.readers])
    section.each_its_own("question", "questions", "id", before)
    section.each_its_own("question", "later", "id", after, taken=before)
    section.nothing_else()
    return channel


def _reader(section: Section) -> ReaderRole:
    reader = ReaderRole(
        role=take_slug(section, "role", example="coordinator"),
        name=take_texts(section, "name", Use.NAMES),
    )
    section.nothing_else()
    return reader


def _questions(section: Section, key: str, most: int) -> tuple[Question, ...]:
    return tuple(_question(one) for one in section.sections(key, least=0, most=most))


def _question(section: Section) -> Question:
    question = Question(
        id=take_slug(section, "id", example="which-department"),
        text=take_texts(section, "text", Use.ASKS),
        options=_options(section),
    )
    if question.id in OWN_QUESTIONS:
        section.refuse(
            f"“{question.id}” is the name of a question of this product's own. Choose another id.", "id"
        )
    section.nothing_else()
    return question


def _options(section: Section) -> tuple[Texts, ...]:
    options = tuple(texts_in(one, Use.ASKS) for one in section.sections("options", least=0, most=OPTIONS))
    if len(options) == 1:
        section.refuse("One option is no choice. Write a second one, or none.", "options")
    return options
