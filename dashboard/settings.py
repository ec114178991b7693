"""What the surroundings decide: where the warehouse lies. Read once at the door, passed on as a value."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

WAREHOUSE_VARIABLE: Final = "DASHBOARD_WAREHOUSE"
PROJECT: Final = Path(__file__).resolve().parent.parent
APP: Final = PROJECT / "dashboard" / "app.py"


@dataclass(frozen=True)
class Settings:
    """`warehouse`: the database file, an absolute path that may not exist yet."""

    warehouse: Path = PROJECT / "data" / "warehouse.duckdb"


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of an environment; a blank variable counts as unset, a relative path starts here."""
    stated = environment.get(WAREHOUSE_VARIABLE, "").strip()
    return Settings(warehouse=Path(stated).expanduser().absolute()) if stated else Settings()
