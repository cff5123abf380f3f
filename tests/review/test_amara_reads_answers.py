from __future__ import annotations

from django.utils import translation

from fairwitness.office.charter import parse
from fairwitness.office.founding import preset_text
from fairwitness.review.answers import words

ALIKE = """
[[channels.questions]]
id = "mended"
text = { en = "Was it mended?", zh-hans = "修好了吗？" }
options = [{ en = "No", zh-hans = "没修" }, { en = "Yes", zh-hans = "修了" }]

[[channels]]
slug = "workers"
kinds = ["danger-to-people", "retaliation"]
name = { en = "Workers", zh-hans = "职工" }
introduction = { en = "Tell us what is dangerous.", zh-hans = "请告诉我们有什么危险。" }
readers = [{ role = "safety", name = { en = "Safety officer", zh-hans = "安全员" } }]

[[channels.questions]]
id = "mended"
text = { en = "Who mended it?", zh-hans = "是谁修的？" }
"""


def test_a_question_and_its_options_are_those_of_its_own_channel() -> None:
    promised = parse(preset_text() + ALIKE)

    with translation.override("zh-hans"):
        said = {word.name: str(word.text) for word in words(promised)}

    assert said["answer-public-mended"] == "修好了吗？"
    assert said["answer-workers-mended"] == "是谁修的？"
    assert said["option-public-mended-No"] == "没修"
    assert said["option-public-danger-now-No"] == "没有"


def test_every_sentence_of_the_desk_has_a_name_of_its_own() -> None:
    names = [word.name for word in words(parse(preset_text() + ALIKE))]

    assert len(names) == len(set(names))
