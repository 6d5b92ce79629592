"""Controls whose state is in the address: a link restores the view, Back and Forward work, bad values are told."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

import streamlit as st

from scorecard.ui.address import Many, Number, One, Parameter, Shown, Words, query_of

ValueT = TypeVar("ValueT")

_SEEN = "address_last_seen"
_REFUSED = "address_refused"
_VIEW = "view_shown"
_PAGE = "page_shown"
_ALONG = "taken_along"


def choose(
    label: str,
    options: Mapping[str, str],
    key: str,
    usual: str,
    hint: str | None = None,
    along: Sequence[tuple[str, str]] = (),
    ends: Sequence[str] = (),
) -> str:
    """Draw a select box bound to a parameter of the address and return the chosen id.

    Args:
        label: what is chosen.
        options: label of each id, in order.
        key: name of the parameter and of the control.
        usual: id that is chosen without a parameter.
        hint: explanation beside the label.
        along: parameters that a change writes too, in the same step: what the choice stands under.
        ends: parameters that a change takes out of the address, in the same step: what stood under another choice.
    """
    parameter = One(options, usual)
    bound = _bind(key, parameter, ends=ends, along=along)
    chosen: str = st.selectbox(label, list(options), format_func=options.__getitem__, help=hint, **bound)
    return _shown(key, parameter, chosen)


def choose_tab(label: str, options: Mapping[str, str], key: str, usual: str, ends: Sequence[str] = ()) -> str:
    """Draw a row of buttons of which one is pressed, bound to the address as `choose` is, and return its id.

    Args:
        label: what is chosen.
        options: label of each id, in order.
        key: name of the parameter and of the control.
        usual: id that is chosen without a parameter.
        ends: parameters that a change takes out of the address, in the same step: what stood under another tab.
    """
    parameter = One(options, usual)
    bound = _bind(key, parameter, ends=ends)
    format_func = {option: plain(text) for option, text in options.items()}.__getitem__
    chosen = st.segmented_control(label, list(options), format_func=format_func, required=True, **bound)
    return _shown(key, parameter, str(chosen))


def choose_many(
    label: str,
    options: Mapping[str, str],
    key: str,
    usual: Sequence[str] = (),
    at_most: int = 1000,
    hint: str | None = None,
    placeholder: str = "Any",
) -> list[str]:
    """Draw a box for several choices, bound to the address as `choose` is, and return the chosen ids in their order."""
    parameter = Many(options, tuple(usual), at_most)
    bound = _bind(key, parameter, as_state=list)
    chosen = st.multiselect(
        label,
        list(options),
        format_func=options.__getitem__,
        help=hint,
        placeholder=placeholder,
        max_selections=at_most if at_most < len(options) else None,
        **bound,
    )
    picked: tuple[str, ...] = _shown(key, parameter, tuple(chosen))
    return list(picked)


def choose_switches(label: str, options: Mapping[str, str], key: str, hint: str | None = None) -> list[str]:
    """Draw a row of switches, all on without a parameter, bound to the address as `choose` is; return those on."""
    parameter = Many(options, tuple(options))
    bound = _bind(key, parameter, as_state=list)
    format_func = {option: plain(text) for option, text in options.items()}.__getitem__
    chosen = st.pills(label, list(options), format_func=format_func, selection_mode="multi", help=hint, **bound)
    picked = _shown(key, parameter, tuple(option for option in options if option in chosen))
    return list(picked)


def search(label: str, key: str, placeholder: str, hint: str | None = None) -> str:
    """Draw a box for words to search for, bound to the address as `choose` is, and return them."""
    parameter = Words()
    bound = _bind(key, parameter)
    words = st.text_input(label, placeholder=placeholder, help=hint, max_chars=100, type="search", **bound)
    return _shown(key, parameter, parameter.read([words or ""]).value)


def choose_page(label: str, pages: int, key: str = "page", listed: Hashable = None) -> int:
    """Draw a choice of one page of a list, if it has several, bound to the address as `choose` is.

    Args:
        label: what is chosen.
        pages: how many pages there are.
        key: name of the parameter and of the control.
        listed: what the list holds; once a control changes that, the list begins at its first page again.
    """
    parameter = Number(1, max(pages, 1), 1)
    _begin_again_if_other(key, parameter, listed)
    bound = _bind(key, parameter)
    number: int = st.session_state[key]
    if pages > 1:
        number = st.selectbox(label, range(1, pages + 1), format_func=lambda page: f"{page} of {pages}", **bound)
    return _shown(key, parameter, number)


def choose_number(label: str, key: str, lowest: int, highest: int, usual: int) -> int:
    """Draw a slider over whole numbers, bound to the address as `choose` is, and return the number."""
    parameter = Number(lowest, highest, usual)
    bound = _bind(key, parameter)
    return _shown(key, parameter, int(st.slider(label, lowest, highest, **bound)))


def choose_for_all(label: str, options: Mapping[str, str], key: str, usual: str, hint: str | None = None) -> str:
    """Draw a select box as `choose` does whose choice goes along to every other page, and return the chosen id.

    Where there is nothing to choose it is not drawn, but the address may name the one option all the same.
    """
    taken: dict[str, tuple[str, str]] = st.session_state.setdefault(_ALONG, {})
    page = st.session_state.get(_PAGE, "")
    before, chosen = taken.get(key, ("", usual))
    if before != page and chosen != usual and chosen in options and key not in st.query_params:
        st.query_params[key] = chosen  # a link of the navigation has no parameters
    if len(options) > 1:
        chosen = choose(label, options, key, usual, hint)
    else:
        chosen = usual
        given = st.query_params.get_all(key)
        if given and not One(options, usual).read(given).is_whole:
            refuse(key)
        _shown(key, One(options, usual), chosen)
    taken[key] = (page, chosen)
    return chosen


def asked_for(key: str, options: Mapping[str, Any]) -> str | None:
    """Return the id that the address asks for with a parameter, or None where it has none that is known."""
    given = st.query_params.get_all(key)
    understood = One(options, "").read(given) if given else None
    return understood.value if understood and understood.is_whole else None


def is_in_address(*keys: str) -> bool:
    """Return whether the address has a value for one of some parameters."""
    return any(value.strip() for key in keys for value in st.query_params.get_all(key))


def draw_address_note() -> None:
    """Say, once the page's controls are drawn, which parts of the address were not understood."""
    refused = st.session_state.pop(_REFUSED, [])
    if refused:
        names = ", ".join(dict.fromkeys(refused))
        st.info(
            f"The address asks for something that cannot be shown ({names}). It was left out or replaced by the usual."
        )


def refuse(key: str) -> None:
    """Remember that a part of the address was not understood, for `draw_address_note`."""
    st.session_state.setdefault(_REFUSED, []).append(key)


def has_refused() -> bool:
    """Return whether a part of the address was not understood so far in this run."""
    return bool(st.session_state.get(_REFUSED))


def forget_view(page: str) -> None:
    """Start a run of the script: nothing is shown yet, and on another page than before nothing is chosen yet.

    Pages use the same parameters in different ways, such as one company or several; and a page that is entered anew
    has no parameters in its address, so it has none of what was chosen on it before.
    """
    st.session_state[_VIEW] = []
    st.session_state.pop(_REFUSED, None)
    if st.session_state.get(_PAGE) != page:
        for key in st.session_state.pop(_SEEN, {}):
            st.session_state.pop(key, None)
    st.session_state[_PAGE] = page


def page_shown() -> str:
    """Return the address of the page that is shown, relative to the app; empty for the home page."""
    return str(st.session_state.get(_PAGE) or "")


def query_of_view(with_release: bool = True) -> str:
    """Return the query string of all that the controls of this run show, what is usual included.

    Args:
        with_release: whether what goes along to every page stands there too; it stands last.
    """
    shown = st.session_state.get(_VIEW, [])
    along = st.session_state.get(_ALONG, {})
    ordered = [part for part in shown if part.key not in along] + [part for part in shown if part.key in along]
    return query_of([part for part in ordered if with_release or part.key not in along], whole=True)


def query_without(key: str) -> str:
    """Return the query string of all that the address says but one parameter."""
    return urlencode(
        [(name, value) for name in st.query_params if name != key for value in st.query_params.get_all(name)]
    )


def plain(text: str) -> str:
    """Return text that Streamlit shows as it is, where it would otherwise read Markdown, icons or formulas."""
    return "".join(f"\\{character}" if character in r"\`*_{}[]()<>#+-.!|~$:&" else character for character in text)


def _bind(
    key: str,
    parameter: Parameter[Any],
    as_state: Any = lambda value: value,
    ends: Sequence[str] = (),
    along: Sequence[tuple[str, str]] = (),
) -> dict[str, Any]:
    """Set a control from the address, and return the arguments that write its changes back.

    The address counts on the first run, after Back or Forward, and when it was edited by hand. A value that is none
    gives the usual one and is remembered for `draw_address_note`.
    """
    given = tuple(st.query_params.get_all(key))
    seen = st.session_state.setdefault(_SEEN, {})
    if key not in st.session_state or seen.get(key) != given:
        understood = parameter.read(given) if given else None
        st.session_state[key] = as_state(understood.value if understood else parameter.usual)
        if understood and not understood.is_whole:
            refuse(key)
    else:  # the options may have changed under it
        st.session_state[key] = as_state(parameter.read(parameter.write(st.session_state[key])).value)
    seen[key] = given
    return {"key": key, "on_change": _put_into_address, "args": (key, parameter, ends, along)}


def _put_into_address(
    key: str, parameter: Parameter[Any], ends: Sequence[str] = (), along: Sequence[tuple[str, str]] = ()
) -> None:
    """Write a control's value into the address with all that goes along, as one step of the browser's history."""
    written = _written(parameter, parameter.read(parameter.write(st.session_state[key])).value)
    changed = {key: written} | {name: (value,) for name, value in along} | dict.fromkeys(ends, ())
    kept = {name: st.query_params.get_all(name) for name in st.query_params if name not in changed}
    st.query_params.from_dict(kept | {name: list(values) for name, values in changed.items() if values})
    st.session_state[_SEEN] |= changed
    for ended in ends:
        st.session_state.pop(ended, None)


def _written(parameter: Parameter[ValueT], value: ValueT) -> tuple[str, ...]:
    """Return what the address says of a value: nothing of the usual one."""
    return () if value == parameter.usual else tuple(parameter.write(value))


def _begin_again_if_other(key: str, parameter: Number, listed: Hashable) -> None:
    before = st.session_state.get(f"{key}_listed", listed)
    st.session_state[f"{key}_listed"] = listed
    is_as_left = st.session_state.get(_SEEN, {}).get(key) == tuple(st.query_params.get_all(key))
    if before != listed and is_as_left and key in st.session_state:  # else the address asks for a page of its own
        st.session_state[key] = parameter.usual
        _put_into_address(key, parameter)


def _shown(key: str, parameter: Parameter[ValueT], value: ValueT) -> ValueT:
    """Note a part of the view that is shown, for its permanent link, and return its value."""
    st.session_state.setdefault(_VIEW, []).append(Shown(key, parameter, value))
    return value
