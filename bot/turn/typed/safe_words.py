"""The safe words: short lines that ask for help and say nothing else, in the languages that danger is heard in.

Only the whole line counts. "I help mum" and "I need help with maths" are answers.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bot.turn.typed.lines import bare, squeezed

# Said along with it without changing what is asked.
_POLITE: Final = """
alsjeblieft alstublieft asjeblieft aub nu snel gauw meteen direct dringend echt toch nou please pls plz now quickly quick
urgently fast really just ja yes oh omg hoi hallo hey hi bitte schnell jetzt lütfen acil şimdi proszę teraz szybko будь
ласка зараз من فضلك الآن
"""
_NL: Final = """
hulp | help | hellup | hulp nodig | hulp graag | graag hulp | help me | help mij | help ons | iemand help | iemand help me
ik heb hulp nodig | heb hulp nodig | ik heb je hulp nodig | ik wil hulp | ik wil graag hulp | wil hulp | ik zoek hulp
ik vraag hulp | ik vraag om hulp | ik moet hulp hebben | ik wil hulp hebben | mag ik hulp | kan ik hulp krijgen
ik wil geholpen worden | geef me hulp | kan iemand helpen | kan iemand me helpen | kan iemand mij helpen
wil iemand me helpen | wil iemand mij helpen | wie kan me helpen | wie kan mij helpen | wie helpt me | wie helpt mij
kan je me helpen | kan je mij helpen | kun je me helpen | kun je mij helpen | wil je me helpen | wil je mij helpen
red me | red mij | nood | in nood | ik ben in nood | noodgeval | sos | 🆘
"""
_EN: Final = """
help | help me | help us | need help | i need help | i need some help | i need your help | i want help | i want some help
i want to get help | get help | get me help | can i get help | can i have help | can you help me | could you help me
can someone help me | can somebody help me | can anyone help me | could someone help me | someone help | somebody help
someone help me | somebody help me | who can help me | save me | emergency
"""
_DE: Final = """
hilfe | hilf mir | helft mir | helfen sie mir | ich brauche hilfe | brauche hilfe | ich will hilfe | ich möchte hilfe
kannst du mir helfen | kann mir jemand helfen | wer kann mir helfen
"""
_TR: Final = """
yardım | imdat | yardım et | yardım edin | bana yardım et | bana yardım edin | yardıma ihtiyacım var | yardım istiyorum
yardım lazım | kurtarın | kurtarın beni
"""
_PL: Final = """
pomocy | pomoc | pomóż | pomóż mi | pomóżcie | pomóżcie mi | potrzebuję pomocy | chcę pomocy | ratunku
"""
_UK: Final = """
допоможіть | допоможи | допоможіть мені | допоможи мені | допомога | допомоги | на допомогу | потрібна допомога
мені потрібна допомога | я хочу допомоги | рятуйте | рятуйте мене | ратуйте | ратуйте мене
врятуйте | врятуйте мене | dopomozhit | помогите | помоги | помогите мне | мне нужна помощь
"""
_AR: Final = """
النجدة | نجدة | ساعدوني | ساعدني | ساعديني | مساعدة | المساعدة | أحتاج مساعدة | أحتاج المساعدة | أحتاج إلى مساعدة
أريد مساعدة | أريد المساعدة | أنقذوني | أنقذني | الحقوني | saaduni | saeduni | sa3duni
"""


def asks_for_help(text: str) -> bool:
    """True for a line that asks for help and says nothing else."""
    return _core(bare(text)) in _SAFE


def _core(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word for word in map(squeezed, words) if word not in _ALONG)


_ALONG: Final = frozenset(squeezed(word) for phrase in _POLITE.split() for word in bare(phrase))
_SAFE: Final = frozenset(
    _core(bare(phrase))
    for language in (_NL, _EN, _DE, _TR, _PL, _UK, _AR)
    for line in language.strip().splitlines()
    for phrase in line.split("|")
)
