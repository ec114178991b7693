"""What a person may tell the loader about a file, instead of letting it guess."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Literal

from data_loaders.aliases import read_header


@dataclass(frozen=True)
class Options:
    """Overrules for one file; every part is optional.

    `source`: name of a system. `columns`: header → field, or header → '' to keep it as extra.
    `stages`: stage name → (position or null, status). `as_of`: when the file was true.
    `date_order`: for columns of ambiguous dates. `file_name`: shown and read for dates instead of the path.
    `pipelines`, `owners`, `currencies`, `stage_names`: a value as the file writes it → the one meant (currencies: ISO
    4217 code); a stage that is renamed so goes by its new name in `stages` too.
    `decimal`: the decimal mark of amounts such as 1.234, `share`: whether a probability of 1 is 1 % (percent) or all
    (unit); both for columns that do not tell.
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
    decimal: Literal[".", ","] | None = None
    share: Literal["unit", "percent"] | None = None
    stage_names: dict[str, str] = field(default_factory=dict)
    closed: Literal["won", "lost", "void"] | None = None

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

    def over(self, remembered: Options) -> Options:
        """These options where they say something, the remembered ones elsewhere, value by value.

        A field that a header is chosen for here is free of the header that was remembered for it. What is true of one
        file only (`as_of`, `file_name`) is never remembered.
        """
        return replace(
            remembered,
            source=self.source or remembered.source,
            columns=_columns_over(self.columns, remembered.columns),
            stages={**remembered.stages, **self.stages},
            as_of=self.as_of,
            date_order=self.date_order or remembered.date_order,
            currency=self.currency or remembered.currency,
            file_name=self.file_name,
            pipelines={**remembered.pipelines, **self.pipelines},
            owners={**remembered.owners, **self.owners},
            currencies={**remembered.currencies, **self.currencies},
            activities=remembered.activities if self.activities is None else self.activities,
            series=remembered.series if self.series is None else self.series,
            decimal=self.decimal or remembered.decimal,
            share=self.share or remembered.share,
            closed=self.closed or remembered.closed,
            stage_names={**remembered.stage_names, **self.stage_names},
        )

    def of_any_file(self) -> Options:
        """These options without what is true of one file only."""
        return replace(self, as_of=None, file_name=None)


@dataclass(frozen=True)
class Remembered:
    """Options that a person confirmed for files with certain headers, and the name they were kept under."""

    name: str
    options: Options


def _columns_over(chosen: Mapping[str, str], remembered: Mapping[str, str]) -> dict[str, str]:
    headers = {read_header(text).key for text in chosen}
    fields = {name for name in chosen.values() if name}
    kept = {
        text: name for text, name in remembered.items() if read_header(text).key not in headers and name not in fields
    }
    return {**kept, **chosen}
