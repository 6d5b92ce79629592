"""Figures as plain dictionaries and lists, which can be cut and laid out anew."""

import base64
from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go


def plain_figure(figure: go.Figure) -> dict[str, Any]:
    """Return a copy of a figure in which every array is a list; missing values in it are None."""
    plain: dict[str, Any] = _plain(figure.to_plotly_json())
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return _decoded(value) if {"bdata", "dtype"} <= set(value) else {key: _plain(one) for key, one in value.items()}
    if isinstance(value, str | bytes | bool | int | date) or value is None:
        return value
    if hasattr(value, "tolist") or isinstance(value, list | tuple | pd.Series):
        return [_plain(one) for one in (value.tolist() if hasattr(value, "tolist") else value)]
    return None if pd.isna(value) else value


def _decoded(packed: Mapping[str, Any]) -> list[Any]:
    """Return the numbers that Plotly packed for the browser."""
    array = np.frombuffer(base64.b64decode(packed["bdata"]), dtype=np.dtype(packed["dtype"]))
    if packed.get("shape"):
        array = array.reshape([int(size) for size in str(packed["shape"]).split(",")])
    numbers: list[Any] = _plain(array.tolist())
    return numbers
