"""What a person said that values mean: one name for several spellings of a stage, pipeline, owner or currency."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from duckdb import CaseExpression, ConstantExpression, Expression

from data_loaders.options import Options

Names = Mapping[str, Mapping[str, str]]
"""What a value is (stage, pipeline, owner, currency) → the value as the file writes it → the one meant."""

WHAT: Final[Mapping[str, str]] = {
    "stage": "stage",
    "to_stage": "stage",
    "from_stage": "stage",
    "moved_to": "stage",
    "pipeline": "pipeline",
    "owner_name": "owner",
    "changed_by": "owner",
    "currency": "currency",
    "base": "currency",
}
"""Field → what its values are. The old and new values of a field history are of any kind."""
_OF_ANY_KIND: Final = frozenset({"old_value", "new_value"})


def names_of(options: Options) -> Names:
    """The meanings that options state."""
    return {
        "stage": options.stage_names,
        "pipeline": options.pipelines,
        "owner": options.owners,
        "currency": {text: code.upper() for text, code in options.currencies.items()},
    }


def meant(expression: Expression, field: str, names: Names) -> Expression:
    """The values of a field as they are meant; one that nothing was said about stays as it is."""
    told = _told(field, names)
    if not told:
        return expression
    (first, *rest) = ((expression == ConstantExpression(text), ConstantExpression(one)) for text, one in told.items())
    case = CaseExpression(*first)
    for condition, one in rest:
        case = case.when(condition, one)
    return case.otherwise(expression)


def meant_text(text: str, field: str, names: Names) -> str:
    """What one value of a field means."""
    return _told(field, names).get(text, text)


def _told(field: str, names: Names) -> Mapping[str, str]:
    if field in _OF_ANY_KIND:
        return {**names.get("pipeline", {}), **names.get("owner", {}), **names.get("stage", {})}
    return names.get(WHAT.get(field, ""), {})
