"""Telegram as the tests see it: an emulator nobody here wrote, every request held against the Bot API's schema, and a
phone that shows what a child would see."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import jsonschema_rs
from aiohttp import web
from lo_bot_api_emulator import ApiRefusal, LoBotApiEmulator, updates

SCHEMA: Final = json.loads(Path(__file__).with_name("bot_api.schema.json").read_text(encoding="utf-8"))
TOKEN: Final = "4242:test-token-of-nobody"
# The emulator models another messenger's subset; real Telegram takes these too, and the schema below checks them.
NOT_IN_THE_EMULATOR: Final = ("protect_content", "link_preview_options", "disable_content_type_detection")
updates.KINDS.add("edited_message")


def valid(method: str) -> jsonschema_rs.Draft7Validator:
    """A validator for the parameters of one method."""
    return jsonschema_rs.Draft7Validator({**SCHEMA["methods"][method], "definitions": SCHEMA["definitions"]})


@dataclass
class Call:
    """One request as it came in, its fields as JSON values."""

    method: str
    fields: dict[str, Any]
    files: tuple[str, ...] = ()


@dataclass
class Shown:
    """A message on the phone."""

    message_id: int
    text: str
    buttons: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    photo: bool = False
    file: tuple[str, bytes] | None = None
    protected: bool = False
    silent: bool = False
    mine: bool = False


class BotApi(LoBotApiEmulator):
    """The emulator, with what it leaves out of Telegram: user names, unchanged edits, blocked bots."""

    def __init__(self) -> None:
        super().__init__(
            enable_control=True, allow_insecure_loopback_webhooks=True, max_updates=5_000, max_assets=5_000
        )
        self.calls: list[Call] = []
        self.deleted: list[int] = []
        self.invalid: list[str] = []
        self.chats: dict[int, list[Shown]] = {}
        self.refuse_next: list[ApiRefusal] = []
        self.refuse_when: Callable[[Call], bool] = lambda call: False
        self.blocked: set[int] = set()
        self.refuse_token = False
        self._validators = {method: valid(method) for method in SCHEMA["methods"]}

    def validate(self, method: str, fields: dict[str, Any], uploads: Mapping[str, Any]) -> Any:
        """Record the call, hold it against the schema, let the emulator judge it, and show it on the phone."""
        call = Call(method, {key: _json_value(key, value) for key, value in fields.items()}, tuple(uploads))
        self.calls.append(call)
        self._held_against_schema(call)
        if method.startswith(("send", "edit")) and self.refuse_next:
            raise self.refuse_next.pop(0)
        if self.refuse_token:
            raise ApiRefusal("Unauthorized", 401)
        if self.refuse_when(call):
            raise ApiRefusal("Bad Request: BUTTON_URL_INVALID")
        if call.fields.get("chat_id") in self.blocked:
            raise ApiRefusal("Forbidden: bot was blocked by the user", 403)
        if method.startswith("edit"):
            self._refuse_unchanged(call)
        left = {key: value for key, value in fields.items() if key not in NOT_IN_THE_EMULATOR}
        result = super().validate(method, left, uploads)
        if method == "getMe":
            return {**result, "username": "maatje_test_bot"}
        if method in ("sendMessage", "sendPhoto", "sendDocument"):
            self._appears(call, result, uploads.get("document"))
        if method.startswith("edit"):
            self._changes(call)
        if method == "deleteMessage":
            self._goes(call)
        return result

    def chat(self, chat_id: int) -> list[Shown]:
        """What a phone shows of a chat, oldest first."""
        return self.chats.setdefault(chat_id, [])

    def sent(self, method: str = "sendMessage") -> list[Call]:
        """Every call of one method."""
        return [call for call in self.calls if call.method == method]

    def _held_against_schema(self, call: Call) -> None:
        validator = self._validators.get(call.method)
        if validator is None:
            if call.method != "getMe":
                self.invalid.append(f"{call.method}: not in the schema")
            return
        # A file travels beside the fields and stands for the field of its name.
        fields = {**call.fields, **dict.fromkeys(call.files, "a file")}
        self.invalid.extend(f"{call.method}: {error.message}" for error in validator.iter_errors(fields))

    def _refuse_unchanged(self, call: Call) -> None:
        shown = self._find(call)
        if shown is None:
            raise ApiRefusal("Bad Request: message to edit not found")
        text = call.fields.get("text", call.fields.get("caption", shown.text))
        if (text, *_buttons(call)) == (shown.text, shown.buttons, shown.links):
            raise ApiRefusal("Bad Request: message is not modified: specified new message content is exactly the same")

    def _appears(self, call: Call, result: Mapping[str, Any], file: Mapping[str, Any] | None) -> None:
        buttons, links = _buttons(call)
        text = call.fields.get("text", call.fields.get("caption", ""))
        self.chat(int(call.fields["chat_id"])).append(
            Shown(
                result["message_id"],
                text,
                buttons,
                links,
                photo=call.method == "sendPhoto",
                file=(file["filename"], file["data"]) if file is not None else None,
                protected=bool(call.fields.get("protect_content")),
                silent=bool(call.fields.get("disable_notification")),
            )
        )

    def _changes(self, call: Call) -> None:
        shown = self._find(call)
        assert shown is not None
        shown.text = call.fields.get("text", call.fields.get("caption", shown.text))
        shown.buttons, shown.links = _buttons(call)

    def _goes(self, call: Call) -> None:
        number = int(call.fields["message_id"])
        self.deleted.append(number)
        chat = self.chat(int(call.fields["chat_id"]))
        chat[:] = [shown for shown in chat if shown.message_id != number]

    def _find(self, call: Call) -> Shown | None:
        chat = self.chat(int(call.fields["chat_id"]))
        return next((shown for shown in chat if shown.message_id == int(call.fields["message_id"])), None)


def _buttons(call: Call) -> tuple[dict[str, str], dict[str, str]]:
    rows = (call.fields.get("reply_markup") or {}).get("inline_keyboard", [])
    buttons = [button for row in rows for button in row]
    data = {button["text"]: button["callback_data"] for button in buttons if "callback_data" in button}
    return data, {button["text"]: button["url"] for button in buttons if "url" in button}


TEXTS: Final = frozenset({"text", "caption", "url", "secret_token", "callback_query_id", "language_code"})


def _json_value(key: str, value: Any) -> Any:
    """A form field as the JSON value it stands for; python-telegram-bot sends forms."""
    if not isinstance(value, str) or key in TEXTS:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


@dataclass
class Phone:
    """Somebody with a phone: types, taps what stands there, sends other things."""

    api: BotApi
    chat_id: int
    language: str = "nl"
    kind: str = "private"
    sent: list[int] = field(default_factory=list)

    @property
    def messages(self) -> list[Shown]:
        """What the bot has sent, as it looks now."""
        return self.api.chat(self.chat_id)

    @property
    def last(self) -> Shown:
        """The newest message."""
        return self.messages[-1]

    def text(self) -> str:
        """Everything on the screen."""
        return "\n---\n".join(shown.text for shown in self.messages)

    def labels(self) -> list[str]:
        """Every button that can be tapped now."""
        return [label for shown in self.messages for label in shown.buttons]

    async def type(self, text: str) -> int:
        """Type a message."""
        return await self.send({"text": text})

    async def send(self, content: Mapping[str, Any], kind: str = "message") -> int:
        """Send anything."""
        return await self.update({kind: {**self._message(), **content}})

    async def tap(self, label: str) -> int:
        """Tap a button by its label, the newest one that has it."""
        for shown in reversed(self.messages):
            for text, data in shown.buttons.items():
                if text == label or text.endswith(f" {label}"):
                    return await self.tap_data(shown, data)
        raise AssertionError(f"no button {label!r}; there are {self.labels()}")

    async def tap_data(self, shown: Shown, data: str) -> int:
        """Tap what a button carried, even when it is gone from the screen by now."""
        message = {**self._message(shown.message_id), "from": {"id": 4242, "is_bot": True, "first_name": "Maatje"}}
        if shown.photo:
            photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
            message |= {"photo": photo, "caption": shown.text}
        else:
            message |= {"text": shown.text}
        query = {"id": f"q{len(self.api.calls)}-{self.chat_id}", "from": self._sender(), "chat_instance": "1"}
        return await self.update({"callback_query": {**query, "message": message, "data": data}})

    async def update(self, update: Mapping[str, Any]) -> int:
        """Hand an update to Telegram; its number."""
        number = int(await self.api.enqueue_update(dict(update), token=TOKEN))
        self.sent.append(number)
        return number

    def _message(self, number: int | None = None) -> dict[str, Any]:
        chat = {"id": self.chat_id, "type": self.kind, "first_name": "Kind"}
        return {"message_id": number or 900_000 + len(self.sent), "date": 1, "chat": chat, "from": self._sender()}

    def _sender(self) -> dict[str, Any]:
        return {"id": abs(self.chat_id), "is_bot": False, "first_name": "Kind", "language_code": self.language}


async def serve(app: web.Application) -> tuple[web.AppRunner, str]:
    """Serve on a free port of this machine; the address."""
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    return runner, f"http://{host}:{port}"
