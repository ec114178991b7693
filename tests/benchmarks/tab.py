"""A tab of a browser as the server sees it: what it asks for, and which messages it still holds from its last runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

HELD_RUNS: Final = 2
"""Runs that a browser holds a message for after it was last shown (Streamlit's `global.maxCachedMessageAge`)."""


class Told(NamedTuple):
    """What one message of the server comes to."""

    is_chart: bool
    ends_run: bool


@dataclass(frozen=True)
class Tab:
    """`held`: hash of a message → whether it is a chart, and how many runs ago it was last shown."""

    held: dict[str, tuple[bool, int]] = field(default_factory=dict)

    def ask(self, page: str, link: str) -> bytes:
        """The message that asks for a page with a link, and says what is held."""
        message = BackMsg()
        message.rerun_script.query_string = link
        message.rerun_script.page_name = page
        message.rerun_script.context_info.timezone = "UTC"
        message.rerun_script.context_info.locale = "en"
        message.rerun_script.cached_message_hashes.extend(sorted(self.held))
        asked: bytes = message.SerializeToString()
        return asked

    def take(self, data: bytes | str) -> Told:
        """Show one message: a browser is only told which of what it holds to show again, and holds what it is sent."""
        message = ForwardMsg()
        message.ParseFromString(data if isinstance(data, bytes) else data.encode())
        kind = message.WhichOneof("type")
        is_chart = kind == "delta" and message.delta.new_element.WhichOneof("type") == "plotly_chart"
        if kind == "ref_hash":
            is_chart = self.held[message.ref_hash][0]
            self.held[message.ref_hash] = is_chart, 0
        elif message.metadata.cacheable:
            self.held[message.hash] = is_chart, 0
        if kind == "script_finished":
            self._age()
        return Told(is_chart, kind == "script_finished")

    def _age(self) -> None:
        aged = {name: (is_chart, age + 1) for name, (is_chart, age) in self.held.items() if age < HELD_RUNS}
        self.held.clear()
        self.held.update(aged)
