"""What looks like the name of a person: a usual given name in Latin letters, or a usual family name in Chinese ones."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_GIVEN: Final = (
    "aaron abigail adam adrian agnes ahmed aiko aisha alan albert alejandro alessandro alex alexander "
    "alexandra ali alice alicia alison amanda amelia amina amy ana andrea andreas andrew angela anita anja ann anna "
    "anne annika anthony antonio arjun arthur ashley astrid barbara beatriz ben benjamin bernd beth bill birgit bob "
    "brandon brian bruno carl carla carlos carmen carol caroline catherine cecilia charles charlotte chiara chloe "
    "chris christian christine christopher claire clara claudia cristina dan daniel daniela dave david deborah denise "
    "dennis diana diego dieter dirk dmitri dominik donna dorothy doug ed eduardo edward elena elias elizabeth ella "
    "ellen emil emily emma eric erik ethan eva evelyn fabian fatima felix fernando fiona florian francesca francesco "
    "francisco frank franz fred frida gabriel gary george georg gerd giulia giovanni grace greg gregory guillaume "
    "gustav hanna hannah hans harry hassan heather heike heinz helen helena helga henrik henry hiroshi holger hugo "
    "ian ibrahim ines ingrid irene isabel isabella ivan jack jacob jake james jamie jan jana jane janet jason javier "
    "jay jean jeff jennifer jens jeremy jerry jessica jill jim joachim joan joanna joe joel johan johannes john jonas "
    "jonathan jorge jose josef joseph josh joshua juan judith judy julia julian julie jun jürgen karen karin karl "
    "kate katharina katherine kathy katrin keiko keith kelly ken kenji kenneth kevin kim klaus kumar kurt kyle lars "
    "laura lauren laurent lea leah leo leon leonardo li lily linda lisa lorenzo louis louise luca lucas lucia lucy "
    "luis luisa lukas luke mai manuel marc marco marcus margaret maria marie marina mario marion mark marta martha "
    "martin martina mary mateo mathieu matt matthew matthias max maya megan mei melanie melissa mia michael michel "
    "michelle miguel mika mike mohamed mohammed monica monika nadia nancy natalia natalie nathan neil nick nicholas "
    "nicola nicolas nicole nina noah nora olga oliver olivia omar oscar pablo pamela paolo patricia patrick paul "
    "paula pedro penny peter petra phil philip pierre priya rachel rafael rahul ralf raj ralph rebecca renate ricardo "
    "richard rick rob robert roberto roger roland ron rosa ruth ryan sabine sally sam samantha samuel sandra sara "
    "sarah scott sean sebastian sergio sharon silvia simon sofia sophia sophie stefan stefanie stephan stephanie "
    "stephen steve steven susan susanne sven sylvia takeshi tanja tara ted teresa theo theresa thomas tim tina tobias "
    "todd tom tomas tony tracy ulrich ursula uwe valentina valeria vanessa vera veronica victor victoria vincent wei "
    "werner will william wolfgang xavier yan yang yasmin ying yuki yusuf yuko zoe "
)
GIVEN: Final = frozenset(_GIVEN.split())
FAMILIES: Final = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶苏魏吕丁任沈姚卢姜崔钟"
    "谭陆汪廖贾夏韦付邹孟熊秦邱尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万严覃戴莫孔向汤張劉陳楊趙吳孫馬"
    "鄭謝許韓馮鄧蕭葉蘇魏呂盧鍾譚陸範賈鄒"
)
_JAPANESE: Final = (
    "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 清水 山崎 池田 橋本 "
    "石川 前田 藤田 後藤 岡田 長谷川 村上 近藤 石井 斎藤 坂本 遠藤 青木 藤井 西村 福田 太田 三浦 藤原 松田 岡本 中島"
)
JAPANESE: Final = tuple(_JAPANESE.split())
MOST_WORDS: Final = 3
MOST_CHARACTERS: Final = 4
_CHINESE: Final = re.compile("[\u4e00-\u9fff\u3005]{2,4}$")


def is_person(text: str) -> bool:
    """Whether a text looks like the name of a person."""
    name = unicodedata.normalize("NFKC", text).strip()
    if _CHINESE.match(name):
        return name.startswith(JAPANESE) or (name[0] in FAMILIES and len(name) < MOST_CHARACTERS)
    words = name.replace("-", " ").replace(".", " ").split()
    if not 0 < len(words) <= MOST_WORDS or not all(word.isalpha() for word in words):
        return False
    return words[0].casefold() in GIVEN


def may_be_person(text: str) -> bool:
    """Whether a text could be the given and the family name of a person: two or three capitalised words."""
    words = text.split()
    return 1 < len(words) <= MOST_WORDS and all(word.istitle() and word.isalpha() for word in words)
