"""What a charter may not ask of anybody, in which disguise, and what it may say all the same."""

from __future__ import annotations

import pytest

from fairwitness.office.caps import PRESETS
from fairwitness.office.charter import CharterError, parse
from fairwitness.office.founding import preset_text
from fairwitness.office.terms import Use, refused

QUESTIONS_THAT_NOBODY_MAY_ASK = {
    "religion or belief": (
        "What is your religion?",
        "Does he go to church?",
        "您信什么教？",
        "他是不是法轮功的人？",
        "是否信教",
    ),
    "ethnicity": ("Ethnic group", "What race are they?", "民族", "是不是维吾尔人？", "他的母语是什么？"),
    "party or political views": (
        "Which party?",
        "Whom did you vote for, and did you vote?",
        "政治面貌",
        "是不是党员？",
    ),
    "nationality or residence status": (
        "Nationality",
        "Where are you from?",
        "国籍",
        "您的籍贯是？",
        "哪国人",
    ),
    "an identity number": ("ID", "Passport number", "请填写身份证号", "護照號碼", "社保号"),
    "union membership": ("Is she in the union?", "Union", "是否加入工会？", "工会"),
    "sexual orientation": ("Sexual orientation", "Is he gay?", "性取向", "是不是同性恋？"),
    "contacts with foreigners": (
        "Any foreign contacts?",
        "Whom do they meet? Foreigners?",
        "有没有境外关系",
        "和外国人来往吗",
    ),
    "a home address": ("Home address", "Where does he live?", "Address", "家庭住址", "地址：", "住在哪里？"),
    "a photograph of a face": ("A photo of your face", "Selfie", "请上传正面照", "人脸"),
}
ALSO = (
    "Which of them are on strike?",
    "谁在网上发帖？谁去信访了？",
    "With whom do they sit at lunch, and what did they put their names to?",
    "谁罢课、维权？",
)
DISGUISED = (
    "RELIGION",
    "r e l i g i o n",
    "Ｒｅｌｉｇｉｏｎ",
    "reli-gion",
    "rel1g10n",
    "rel!gion",
    "réligion",
    "rеligiоn",  # two letters are Cyrillic
    "g a y",
    "home\nad dress",
    "您的 religion 是？",
    "身 份 证",
    "身　份　证",
    "身·份·证",
    "身份證號",
    "身份証号",
    "I.D.",
    "黨　員",
    "民-族",
    "Nationality（国籍）",
)
MAY_BE_ASKED = (
    "Did they act in good faith?",
    "Which shop or building is it about?",
    "Which third parties were paid?",
    "At which address of the company did it happen?",
    "I'd rather not say",
    "How many people are international items shown to?",
    "您怎么知道教练收了钱？",
    "这件事发生在哪个车间？",
    "一次性向公司支付了多少？",
    "不想说",
)
SENTENCES_THAT_ASK = (
    "Who talks to reporters, organises colleagues or fasts? Tell us what you saw in group chats.",
    "谁抱怨，谁去信访，谁的态度有问题，请告诉我们。",
    "Tell us which church your neighbours attend and what they believe.",
    "Report people who criticise the government.",
    "Name colleagues who are trade union members.",
    "Tell us who reads banned books.",
    "请告诉我们您的邻居去哪个教堂、信什么。",
    "请报告批评政府的人。",
    "Please tell us your religion.",
    "We need the following of everybody: name, age, nationality.",
    "Do not hesitate to tell us your ethnicity.",
    "Report people of another religion.",
    "What is your political affiliation?",
    "Your home address is required.",
    "Whoever writes must give their id number",
    "Let us know which of your neighbours is Muslim.",
    "Report union members.",
    "Tell us who is a foreigner.",
    "Please add your passport number",
    "请填写您的宗教信仰。",
    "不要忘记填写国籍。",
    "身份证号必填。",
    "请举报您身边的宗教活动。",
    "您的政治面貌是什么？",
    "先说明发生了什么，再写明他的民族。",
    "告诉我们谁在家里做礼拜。",
    "请附上身份证复印件。",
)
SENTENCES_THAT_TELL = (
    "Tell us when somebody is punished because they criticised the government.",
    "We protect people who criticise the government.",
    "Trade union members are welcome here.",
    "Tell us if the money of a church is stolen.",
    "如果有人因为批评政府而受到伤害，请告诉我们。",
    "如果有人挪用教堂的钱，请告诉我们。",
    "Tell us what happened, also when it was because of your faith.",
    "You can tell us about religious discrimination.",
    "We never ask for your religion, party, nationality or ID number.",
    "You need not give your home address.",
    "You do not have to tell us your nationality.",
    "Before you tell anything you may ask a lawyer or a trade union.",
    "Were you dismissed because of your religion?",
    "We act regardless of nationality.",
    "Please do not send your ID card or a passport photo.",
    "Our staff were trained about discrimination on grounds of religion or ethnicity.",
    "告诉我们发生了什么，包括因为信仰、民族而受到的伤害。",
    "我们从不询问您的宗教信仰、民族、党派、国籍或身份证号。",
    "您不必填写家庭住址。",
    "不要求您提供身份证号。",
    "无论什么国籍，我们都一样对待。",
    "如果您因为民族或信仰受到歧视，请告诉我们。",
)
NAMES_THAT_MAY_NOT_BE = (
    "Team spirit and talking to reporters",
    "维权与信访苗头",
    "Organising colleagues",
    "罢课",
    "Report people who criticise the government",
    "Which church your neighbours attend",
    "Religion and ethnicity",
    "Reports on political views",
    "举报非法宗教活动",
    "境外关系",
    "邪教举报",
    "Line for reports on foreigners",
)
NAMES_THAT_MAY_BE = (
    "打击报复信访人",
    "消费者维权",
    "Retaliation against somebody who petitioned",
    "Office against religious discrimination",
    "Foundation for Freedom of Religion",
    "Line of the Dockers' Union",
    "St Mary's Catholic Hospital",
    "Foreigners' advice centre",
    "工会代表",
    "民族医院监察室",
    "民族平等办公室",
    "公共利益办公室",
)


@pytest.mark.parametrize(
    ("topic", "question"),
    [(topic, question) for topic, all_ in QUESTIONS_THAT_NOBODY_MAY_ASK.items() for question in all_],
)
def test_no_question_may_ask_for_it(topic: str, question: str) -> None:
    found = refused(question, Use.ASKS)

    assert found is not None
    assert found.topic == topic


@pytest.mark.parametrize("question", [*ALSO, *DISGUISED])
def test_no_disguise_hides_it(question: str) -> None:
    assert refused(question, Use.ASKS) is not None


@pytest.mark.parametrize("question", MAY_BE_ASKED)
def test_an_honest_question_may_be_asked(question: str) -> None:
    assert refused(question, Use.ASKS) is None


@pytest.mark.parametrize("sentence", SENTENCES_THAT_ASK)
def test_no_introduction_may_ask_for_it(sentence: str) -> None:
    assert refused(sentence, Use.TELLS) is not None


@pytest.mark.parametrize("sentence", SENTENCES_THAT_TELL)
def test_an_introduction_may_speak_of_it(sentence: str) -> None:
    assert refused(sentence, Use.TELLS) is None


@pytest.mark.parametrize("name", NAMES_THAT_MAY_NOT_BE)
def test_no_name_may_call_for_it(name: str) -> None:
    assert refused(name, Use.NAMES) is not None


@pytest.mark.parametrize("name", NAMES_THAT_MAY_BE)
def test_an_honest_name_may_be(name: str) -> None:
    assert refused(name, Use.NAMES) is None


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("Office for the Public Interest", "Office for Religion"),
        ("For everybody", "Political views"),
        ("Whoever you are, inside or outside an organisation:", "Give your nationality, and"),
        ("无论您是单位内部还是外部的人，都可以", "请写明您的国籍，并"),
        ("Member of the board", "Ethnic affairs"),
        ("Is somebody in danger now?", "Is it a foreigner?"),
        ("可能很快会有", "少数民族"),
        ("您告诉过谁？结果怎样？", "他住在哪里？"),
        ("Which record, account or place", "Which party, account or place"),
        ("It does not belong to us.", "Tell them your ID number."),
    ],
)
def test_every_word_that_a_charter_adds_is_looked_at(said: str, instead: str) -> None:
    text = preset_text("ngo")
    assert text.count(said) == 1
    line = text[: text.index(said)].count("\n") + 1

    with pytest.raises(CharterError) as error:
        parse(text.replace(said, instead))

    [problem] = error.value.problems
    place = int(problem.split("line ")[1].split(":")[0])
    assert line - 3 <= place <= line  # options stand below their key
    assert "asks for" in problem


@pytest.mark.parametrize(
    ("said", "instead", "place", "topic", "word"),
    [
        ('slug = "public"', 'slug = "foreigners"', "channels.slug", "contacts with foreigners", "foreigners"),
        (
            'slug = "public"',
            'slug = "wai-guo-ren"',
            "channels.slug",
            "contacts with foreigners",
            "wai guo ren",
        ),
        ('role = "board"', 'role = "religion"', "channels.readers.role", "religion or belief", "religion"),
        (
            'role = "board"',
            'role = "union-members"',
            "channels.readers.role",
            "union membership",
            "union members",
        ),
        ('id = "danger-now"', 'id = "religion"', "channels.questions.id", "religion or belief", "religion"),
        ('id = "record"', 'id = "home-address"', "channels.later.id", "a home address", "home address"),
    ],
)
def test_a_slug_a_role_and_an_id_are_read_as_words(
    said: str, instead: str, place: str, topic: str, word: str
) -> None:
    text = preset_text("ngo")
    assert text.count(said) == 1
    line = text[: text.index(said)].count("\n") + 1

    with pytest.raises(CharterError) as error:
        parse(text.replace(said, instead))

    assert error.value.problems == [
        f"charter.toml, line {line}: “{place}” asks for {topic} (“{word}”). No charter may; take it out."
    ]


@pytest.mark.parametrize("slug", ["union-representative", "religious-discrimination", "foreign-bribery"])
def test_a_slug_may_name_an_office_or_a_harm(slug: str) -> None:
    text = preset_text("ngo").replace('slug = "public"', f'slug = "{slug}"')

    charter = parse(text)

    assert charter.channel(slug)


@pytest.mark.parametrize("preset", sorted(PRESETS))
def test_every_preset_passes(preset: str) -> None:
    assert parse(preset_text(preset)).preset == preset


@pytest.mark.parametrize("hidden", ["\u200b", "\u202e", "\u00ad", "\ue000"])
def test_no_word_has_a_character_that_nobody_sees(hidden: str) -> None:
    text = preset_text("ngo").replace("For everybody", f"For every{hidden}body")

    with pytest.raises(CharterError, match="nobody sees"):
        parse(text)
