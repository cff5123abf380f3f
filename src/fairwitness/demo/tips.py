"""Made-up tips: nobody in them is real, and each could be. Days count back from the day on which the demo is first opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fairwitness.demo.papers import photographed_page, table

KEPT = "kept"  # the door to a tip that is not sent yet


@dataclass(frozen=True)
class Paper:
    """A file that comes with a letter."""

    name: str
    type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class MadeUpLetter:
    """A later letter of a conversation; without `by` it is the tipster's."""

    days_ago: int
    text: str
    by: str = ""  # a reviewer's sign-in name
    papers: tuple[Paper, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)  # by question


@dataclass(frozen=True)
class MadeUpHearing:
    """That whoever is reported on was asked, and may still answer."""

    days_ago: int
    by: str  # a reviewer's sign-in name
    door: str  # the language in which a visitor comes in as that person
    sentence: str  # of the first letter, that tells of harm
    harmed: str
    summary: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True)
class MadeUpNameRequest:
    """That two readers have asked for the name, and the tipster has said yes."""

    days_ago: int
    by: tuple[str, str]  # sign-in names
    why: str = field(repr=False)


@dataclass(frozen=True)
class MadeUpTip:
    """What somebody told, and what was written after it."""

    days_ago: int
    kind: str
    text: str
    papers: tuple[Paper, ...] = ()
    letters: tuple[MadeUpLetter, ...] = ()
    door: str = ""  # by which a visitor comes back as this tipster: a language, or KEPT
    answers: Mapping[str, str] = field(default_factory=dict)  # beside the kind, by question
    keeps_code: bool = True
    is_sent: bool = True
    hearing: MadeUpHearing | None = None
    name_asked: MadeUpNameRequest | None = None


KITCHEN = table(
    [
        ("日期", "报账人数", "报账金额（元）", "实到菜品（公斤）", "送货单金额（元）", "签收人"),
        ("3日", 182, 6916, 74, 2655, "（签名不是厨房的人）"),
        ("10日", 182, 6916, 71, 2590, "（同上）"),
        ("17日", 182, 6916, 69, 2541, "（同上）"),
        ("24日", 176, 6688, 70, 2570, "（空白）"),
    ]
)
BIDS = table(
    [
        ("标段", "投标人", "报价（万元）", "文件作者", "“预拌混凝土”写法"),
        ("一", "甲公司", "412.6", "ZHQ-PC", "预伴混凝土"),
        ("一", "乙公司", "418.9", "ZHQ-PC", "预伴混凝土"),
        ("一", "丙公司", "421.3", "ZHQ-PC", "预伴混凝土"),
    ]
)
TANKER = """Notes I kept on the back of the shift plan, copied out.

Tue  22:40  blue tanker, no name on it, backs up to the drain behind the plating shop. Hose out for 25 minutes. Rain.
Thu  23:10  the same tanker. Rain again. The brook smelled of almonds below the footbridge next morning.
Mon  22:55  the same. The driver asked me to hold the torch and gave me cigarettes. I took them. I am not proud of it.

It never comes on a dry night.
"""
FRIDGE = photographed_page(
    [
        "FRIDGE 2 - WEEK 31",
        "",
        "MO 06:00 4.0 08:00 4.0",
        "   10:00 4.0 12:00 4.0",
        "TU 06:00 4.0 08:00 4.0",
        "   POWER CUT 02:10-07:40",
        "   06:00 4.0 08:00 4.0",
        "WE 06:00 4.0 08:00 4.0",
    ]
)
TWO_REPORTS = photographed_page(
    [
        "THERE ARE TWO REPORTS",
        "ON THE FIRE IN HALL C.",
        "THE ONE YOU WERE SENT",
        "LEAVES OUT PAGE 4 -",
        "THE SECOND EXIT WAS",
        "WELDED SHUT IN MAY.",
        "THE FIRST ONE IS IN THE",
        "GREY CABINET, ROOM 12.",
        "I CAN NOT SAY MORE.",
    ]
)

TIPS = (
    MadeUpTip(
        34,
        "corruption-fraud",
        "我在区里的养老院做会计。今年的伙食费每人每天按 38 元报账，实际送来的菜每人不到 15 元，差额打进一家去年才登记的配送公司，法人是院长的"
        "外甥。我见过三个月的送货单和付款凭证，送货单上的签名不是收货人写的。老人们瘦了很多，家属来问，说是“饮食清淡”。",
        (Paper("伙食费对照.csv", "text/csv", KITCHEN),),
        (
            MadeUpLetter(
                31,
                "谢谢您告诉我们，表格收到了，能打开。有两个问题：送货单的原件现在由谁保管？除了您，还有谁日常能看到付款凭证？想不起来的可以不答。",
                by="lin",
            ),
            MadeUpLetter(
                29,
                "原件在出纳的铁皮柜里，每季度末装订一次，装订之后就送到集团去了，所以最好在月底以前。能看到凭证的有出纳、院长和我，一共三个人。"
                "如果来查，请不要只调我们一家的账，那样他们马上知道是谁说的。",
            ),
            MadeUpLetter(
                22,
                "明白。这次会同时调阅区里五家机构同一季度的账，时间不由您这里引起。您不需要再做什么，也请不要为我们去复印。三十天内我们再写信给您。",
                by="lin",
            ),
        ),
        door="zh-hans",
        answers={
            "where": "区养老院的食堂和财务室，从今年一月起",
            "known": "saw document inferred",
            "danger-now": "Perhaps soon",
            "told-anyone": "问过出纳，她说不归我管。",
            "guess": "能看到凭证的只有三个人。",
        },
        hearing=MadeUpHearing(
            6,
            "lin",
            "zh-hans",
            "老人们瘦了很多，家属来问，说是“饮食清淡”。",
            "patients",
            {
                "what": "伙食的报账金额与收到的食品不相符。供货的公司由管理层的亲属经营，选定它时没有比价。",
                "when": "上半年的两个季度。",
                "where": "您负责的机构；同一时期，区里另外四家也在查账。",
                "rule": "养老机构膳食费用管理办法，以及关联交易回避的规定。",
            },
        ),
    ),
    MadeUpTip(
        27,
        "harm-to-the-environment",
        "The basin behind the plating shop is emptied into the brook at night, and only when it rains. I was told it is rinse water. "
        "It is green and my gloves came apart. Below the footbridge there have been no frogs this year.",
        (Paper("nights.txt", "text/plain", TANKER.encode()),),
        (
            MadeUpLetter(
                25,
                "Thank you; the notes are very clear. Did you see the hose yourself on all three nights, or did someone tell you about one of "
                "them? Both are useful, but we must not mix them up.",
                by="amara",
            ),
            MadeUpLetter(
                24,
                "Tuesday and Monday I saw myself. Thursday I was told by the man I share the shift with; I only smelled the brook the next "
                "morning. I should have written that.",
            ),
            MadeUpLetter(
                23,
                "",
                answers={
                    "else": "They could be rinsing out the tanker only. But then why wait for rain?",
                    "wrong": "Clean water below the drain, on the morning after a wet night.",
                    "others": "The man I share the shift with. He has four children; ask me again, not him.",
                },
            ),
            MadeUpLetter(
                12,
                "That was worth asking, and honest of you. Water was sampled above and below the drain on two wet nights, by people who did not "
                "know why. The results take about four weeks. You do not have to do anything; please do not go near the basin.",
                by="amara",
            ),
        ),
        door="en",
        answers={"where": "Behind the plating shop, on three wet nights", "known": "saw told"},
    ),
    MadeUpTip(
        21,
        "unsafe-products",
        "我在冷库上夜班。超市退回来的冷冻鸡翅，半夜拆箱，换上新的袋子和新的日期，第二天又发出去。上个月一共换了大约六百箱。换下来的旧袋子不许丢在"
        "厂里，要自己带走。我亲手换过，不换就没有下个月的班。",
        (),
        (
            MadeUpLetter(
                18,
                "收到，谢谢。您说的“亲手换过”，我们会当作您被迫做的事来记。请问新袋子上的批号是同一个，还是每天不同？发往哪几家超市，您知道吗？",
                by="lin",
            ),
            MadeUpLetter(
                2,
                "",
                answers={
                    "retaliation": "昨天班长把我调去铲冰，说夜班“人够了”。我没有对任何人讲过，可是那一夜只有我问过批号。",
                },
            ),
        ),
    ),
    MadeUpTip(
        15,
        "danger-to-people",
        "I vaccinate children at a village clinic. The fridge log says 4.0 degrees every two hours, in one handwriting, also for the night when "
        "the power was off from two until almost eight. We used that batch for three days. The photo is of the log of that week.",
        (Paper("fridge-log.png", "image/png", FRIDGE),),
        (
            MadeUpLetter(
                14,
                "We read this the same evening. Are any doses of that batch still in the fridge? If so, please do not throw them away and do not "
                "use them. Is there anyone at the clinic you would rather we did not speak to?",
                by="amara",
            ),
            MadeUpLetter(
                14, "Eleven doses, behind the insulin. Please do not speak to the head nurse first."
            ),
            MadeUpLetter(
                10,
                "The batch was recalled at four clinics together, so yours does not stand out. The children of those three days will be called "
                "in for a free second dose. Thank you: somebody had to look at that page twice.",
                by="amara",
            ),
        ),
        answers={"name": "Joan Whitfield", "contact": "0161 496 0321, after six", "guard": "two-keys"},
        name_asked=MadeUpNameRequest(
            3,
            ("amara", "lin"),
            "The health inspectorate wants to hear whoever kept the log. She has told us that she would speak to the inspector, and to nobody else.",
        ),
    ),
    MadeUpTip(
        11,
        "breach-of-privacy-or-security",
        "The booking page of the counselling centre shows other people's appointments: change the last digits of the number in the address and "
        "you read the next person's name and reason for coming. I told them by mail eleven weeks ago. It still works today. I looked at two "
        "entries to be sure, and then stopped.",
        (),
        (
            MadeUpLetter(
                9,
                "Thank you for stopping at two. We could confirm it without reading anybody's entry. The centre has until Friday to switch the "
                "page off; the people whose entries could be read will be told.",
                by="lin",
            ),
        ),
        hearing=MadeUpHearing(
            4,
            "amara",
            "en",
            "The booking page of the counselling centre shows other people's appointments: change the last digits of the number in the address and "
            "you read the next person's name and reason for coming.",
            "public",
            {
                "what": "Visitors of your website could see why others come to you. The management was warned, and left it as it was for weeks.",
                "when": "In this quarter, until it was switched off.",
                "where": "On the website that you answer for as the head of the centre.",
                "rule": "Health data is kept from strangers, and a leak is mended and reported at once.",
            },
        ),
    ),
    MadeUpTip(
        6,
        "discrimination-harassment-violence",
        "The foreman makes two women on the packing line take their headscarves off before he hands them their wages. On Friday one of them "
        "refused and he slapped her. The others looked at the floor. So did I.",
        answers={"known": "saw", "guess": "Four of us stand at that end of the line."},
    ),
    MadeUpTip(
        6,
        "retaliation",
        "I told our ward manager in writing that the night shift was logging medication rounds that never happened. Two days later my rota was "
        "changed to weekends only, and a colleague told me that she had been asked to write down whatever I say.",
    ),
    MadeUpTip(
        5,
        "danger-to-people",
        "The guard on press 4 has been tied open with cable since the first week of the month, because the light curtain stops it six times a "
        "shift. I saw it myself on the night of the 9th. The foreman said it would be mended after the audit. On the 12th a colleague lost the "
        "tip of a finger; the accident book says he was cutting cartons.",
        answers={
            "where": "Hall 2, press 4, every night shift since the 1st",
            "known": "saw told",
            "danger-now": "Yes",
            "told-anyone": "The foreman. “After the audit.”",
        },
    ),
    MadeUpTip(
        4,
        "breach-of-economic-law",
        "镇小学操场改造，三家公司来投标。我帮忙扫描归档，发现三份标书是同一台电脑做的：文件作者一样，连错别字都一样，“预拌混凝土”都写成“预伴”。"
        "中标的那家，上个月就已经把沙子堆在操场边上了。",
        (Paper("三份标书对照.csv", "text/csv", BIDS),),
        (
            MadeUpLetter(
                3, "", answers={"meeting": "星期六上午，县图书馆二楼的报纸阅览室。我坐靠窗的位置，不带手机。"}
            ),
        ),
        answers={"known": "document inferred", "danger-now": "No"},
    ),
    MadeUpTip(
        3,
        "harm-to-animals",
        "I drive cattle to the slaughterhouse. The vet's papers for my lorry are signed before I arrive; once the ink was dry and I was still on "
        "the motorway. On Sunday two cows could not stand any more. They were pulled off by a chain. The paper says: fit for transport.",
        answers={
            "where": "The unloading ramp, Sunday before six",
            "known": "saw document",
            "told-anyone": "The vet. She laughed.",
        },
    ),
    MadeUpTip(
        2,
        "miscarriage-of-justice",
        "我给法庭做翻译。上个月有一个案子，被告说的是“我当时在场”，笔录上写的是“我承认”。我当场说了，书记员说意思差不多，休庭后让我补签字。我没有签，"
        "后来笔录上有了我的签名。庭审有录音，可以听。",
        answers={"known": "saw", "name": "那天的翻译", "contact": "法院门口的公告栏，贴一张“寻雨伞”的条子"},
    ),
    MadeUpTip(1, "concealment", "", (Paper("page.png", "image/png", TWO_REPORTS),)),
    MadeUpTip(
        1,
        "abuse-of-office",
        "我们十二个人住一间宿舍，纸条没有地方藏，手机每周被收上去检查一次，所以我不留取信码。工资卡都在工头手里，密码也是他设的。上个月他替我们“买”了"
        "保险，每人三千，没有一个人见过保单。星期天上午他不在，那时候来问，大家会说。",
        answers={"where": "高架桥工地东头的蓝顶板房", "known": "saw", "danger-now": "I do not know"},
        keeps_code=False,
    ),
    MadeUpTip(
        0,
        "danger-to-people",
        "The telephone in the lift of our tower block is glued to the wall. There is no wire behind it. Every Friday the caretaker signs that he "
        "has tested it; I have seen the sheet, and this Friday I will look at",
        door=KEPT,
        answers={"where": "Tower 3, the lift on the left", "known": "saw"},
        is_sent=False,
    ),
)
