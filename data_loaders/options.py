"""What a person may tell the loader about a file, instead of letting it guess."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Literal


@dataclass(frozen=True)
class Options:
    """Overrules for one file; every part is optional.

    `source`: name of a system. `columns`: header → field, or header → '' to keep it as extra.
    `stages`: stage name → (position or null, status). `as_of`: when the file was true.
    `date_order`: for columns of ambiguous dates. `file_name`: shown and read for dates instead of the path.
    `pipelines`, `owners`, `currencies`: a value as the file writes it → the one meant (currencies: ISO 4217 code).
    `activities`: which activities of an event log are stages, null: guess. `series`: name of the list this file is a
    dated snapshot of, '' for none, null: guess.
    """

    source: str | None = None
    columns: dict[str, str] = field(default_factory=dict)
    stages: dict[str, tuple[int | None, str]] = field(default_factory=dict)
    as_of: datetime | None = None
    date_order: Literal["DMY", "MDY"] | None = None
    currency: str | None = None
    file_name: str | None = None
    pipelines: dict[str, str] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    currencies: dict[str, str] = field(default_factory=dict)
    activities: tuple[str, ...] | None = None
    series: str | None = None

    def to_json(self) -> str:
        """JSON text that `from_json` reads."""
        raw = asdict(self)
        raw["as_of"] = self.as_of.isoformat() if self.as_of else None
        return json.dumps(raw, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Options:
        """The options that `to_json` wrote."""
        raw = json.loads(text)
        raw["as_of"] = datetime.fromisoformat(raw["as_of"]) if raw.get("as_of") else None
        raw["stages"] = {name: (position, status) for name, (position, status) in raw.get("stages", {}).items()}
        raw["activities"] = tuple(raw["activities"]) if raw.get("activities") is not None else None
        return cls(**raw)
