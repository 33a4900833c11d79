"""Every control there is, as prompts of one scripted talk: to look at, and to check what no single talk shows."""

from __future__ import annotations

from bot.turn.messages import Card, Choice, Entry, HelpLine, Incoming, Outgoing, Picture, Prompt, Reply

REPAIRS = tuple(
    Choice(key, label)
    for key, label in (("skip", "Sla over"), ("dont_know", "Weet ik niet"), ("later", "Later"), ("back", "Terug"))
)
NETWORK = {
    "people": [
        {"name": "oma Riet", "ring": 1, "area": "family", "line": "really_good"},
        {"name": "فاطمة", "ring": 2, "area": "friends", "line": "sometimes_difficult"},
        {"name": "Rex <b>", "ring": 1, "area": "animals", "line": "ordinary", "emoji": "🐶"},
    ],
    "support": {},
    "known_by": [],
}
PREVIEW = {
    "child": {"name": "Noor", "age": 9, "language": "nl", "with_adult": False, "channel": "web"},
    "safety": [{"kind": "urgent", "text_quote": "Wil graag gebeld worden", "note": "", "child_informed": True}],
    "sections": [
        {"key": "happiness", "title": "Geluk", "items": [{"text": "Zou vaker willen", "quote": "zwemmen <i>"}]},
        {"key": "words", "title": "In eigen woorden", "items": [{"text": "", "quote": "ik ben snel"}]},
    ],
    "network": NETWORK,
    "starters": ["Vertel eens over zwemmen."],
    "dont": ["Niet beginnen over school."],
    "foot": "Gemaakt met Maatje.",
    "consultant": "Amina",
    "hint": "",
}


def _some(*labels: str, **more: object) -> tuple[Choice, ...]:
    return tuple(Choice(f"o{n}", label, **more) for n, label in enumerate(labels))  # type: ignore[arg-type]


PROMPTS: dict[str, Prompt] = {
    prompt.step: prompt
    for prompt in (
        Prompt("buttons", "1.1", "buttons", (*_some("ja", "nee"), Choice("own", "iets anders", "✏️", own=True))),
        Prompt("faces", "1.1", "faces", tuple(Choice(f"f{n}", w, i) for n, (w, i) in enumerate(
            (("heel blij", "😄"), ("blij", "🙂"), ("gaat wel", "😐"), ("verdrietig", "🙁"), ("heel verdrietig", "😢"))))),
        Prompt("backpack", "1.1", "backpack", _some("licht", "gaat best", "zwaar", "veel te zwaar", icon="🎒")),
        Prompt("ladder", "1.1", "ladder", tuple(Choice(str(n), str(n)) for n in range(11)), least=0, most=10, done="Klaar"),
        Prompt("number", "1.1", "number", tuple(Choice(str(n), str(n)) for n in range(4, 25)), least=4, most=24),
        Prompt("chips", "1.1", "chips", (Choice("a", "dieren", "🐾", picked=True), Choice("b", "muziek", "🎵"),
               Choice("own", "iets anders", own=True), Choice("none", "niets", alone=True)), many=True, most=2, own=True, done="Klaar"),
        Prompt("one_chip", "1.1", "chips", _some("Lot", "Bram", "niemand"), own=True),
        Prompt("many_chips", "1.1", "chips", _some(*(f"een best lang antwoord nummer {n}" for n in range(14))), many=True, done="Klaar"),
        Prompt("pictures", "1.1", "pictures", _some("spelen", "eten", icon="🎈"), many=True, done="Klaar"),
        Prompt("offer", "1.1", "offer", (*_some("Samen Gamen", "Brussencursus"), Choice("show_all", "Alles voor mijn leeftijd"), Choice("tell_more", "Vertel er meer over"),
               Choice("none", "Niet voor mij", alone=True)), many=True, done="Klaar"),
        Prompt("names", "1.1", "names", (Choice("remove:oma Riet", "oma Riet", picked=True),
               Choice("remove:فاطمة", "فاطمة", picked=True)), many=True, own=True, picked=("oma Riet", "فاطمة"), done="Klaar", hint="Typ een naam"),
        Prompt("text", "1.1", "text", own=True, hint="Typ je antwoord"),
        Prompt("picture", "1.1", "picture", _some("Ja, dit klopt", "Iemand erbij", "Iemand weg", "Iemand verplaatsen"), own=True),
        Prompt("cards", "1.1", "cards", (Choice("done", "Dit klopt"), Choice("edit", "Verander iets"), Choice("more", "Meer vragen")),
               many=True, cards=(Card("a.b", "t", "Waar ik blij van word", ("“zwemmen”", "dieren"), True, False),
                                 Card("c.d", "t", "Thuis", ("mijn moeder",), False, True))),
        Prompt("send", "1.1", "send", _some("ja, stuur maar", "nog niet", "gooi alles weg"), preview=PREVIEW),
        Prompt("end", "1.1", "end", _some("Kijken of veranderen")),
        Prompt("help", "1.1", "help", _some("Verder met de vragen", "Even pauze", "Ik wil dat iemand mij belt")),
        Prompt("stale", "1.1", "stale", _some("Ja, verander het", "Nee, laat zo")),
        Prompt("adult", "1.1", "buttons", _some("ja", "nee"), audience="Voor de volwassene", left="nog ongeveer 6"),
        Prompt("unheard_of", "1.1", "a control of tomorrow", _some("ja", "nee")),
    )
}  # fmt: skip
SAID: dict[str, Outgoing] = {
    "help": Outgoing("help", "Deze mensen zijn er.\n112", "nl", lines=(
        HelpLine("112", "112", "tel:112", "bij gevaar"), HelpLine("Kindertelefoon", "0800-0432", "tel:08000432", "gratis", "https://example.org"))),
    "phrase": Outgoing("phrase", "Jouw woorden: fiets maan wolk tafel. Bewaar ze goed.", "nl", phrase="fiets maan wolk tafel"),
    "privacy": Outgoing("privacy", "Wie leest dit?\nNiemand.", "nl", cards=(("Wie leest dit?", "Niemand."), ("Hoe lang?", "30 dagen."))),
    "export": Outgoing("export", "Dit bewaar ik.\n\nLeeftijd\n9", "nl", cards=(("Leeftijd", "9"),)),
    "languages": Outgoing("languages", "Welke taal?", "nl", prompt=Prompt("language", "1.1", "languages", (Choice("nl", "Nederlands"), Choice("en", "English")))),
    "picture": Outgoing("ask", "Klopt dit?", "nl", prompt=PROMPTS["picture"], picture=Picture(NETWORK, "Noor", ("Heel dichtbij: oma Riet",))),
}  # fmt: skip


EVERYTHING = [*PROMPTS, *(step for step in SAID if step not in PROMPTS)]


class ScriptedTalk:
    """A talk that always rests at one prompt, after one thing said; it remembers what came in."""

    def __init__(self, step: str, language: str = "nl") -> None:
        self.prompt = Prompt(**{**_fields(PROMPTS.get(step, PROMPTS["buttons"])), "repairs": REPAIRS})
        self.said = SAID.get(step)
        self.language = language
        self.came: list[Incoming] = []

    async def take(self, incoming: Incoming) -> Reply:
        self.came.append(incoming)
        return Reply("s", 2, language=self.language)

    def transcript(self, _channel: str, _address: str, after: tuple[int, int] | None = None) -> list[Entry]:
        asked = Outgoing("ask", "Een vraag?", self.language, prompt=self.prompt)
        entries = [Entry(1, -1, "child", "hoi, مرحبا <b>")]
        entries += [Entry(1, n, "bot", m.text, m) for n, m in enumerate(m for m in (self.said, asked) if m)]
        return [entry for entry in entries if after is None or (entry.seq, entry.ordinal) > after]

    def open_prompt(self, _channel: str, _address: str) -> Prompt:
        return self.prompt

    def language_of(self, _channel: str, _address: str) -> str:
        return self.language

    def age_of(self, _channel: str, _address: str) -> int | None:
        return 9

    def knows(self, _channel: str, _address: str) -> bool:
        return True

    async def listen(self, _text: str, _language: str, _whose: str) -> None:
        return None

    def adopt(self, _channel: str, _address: str, _token: str, _purpose: str, *, leaving: str | None = None) -> bool:
        return False

    def words_before_leaving(self, _channel: str, _address: str, _language: str) -> str | None:
        return None


def _fields(prompt: Prompt) -> dict[str, object]:
    return {name: getattr(prompt, name) for name in prompt.__dataclass_fields__}
