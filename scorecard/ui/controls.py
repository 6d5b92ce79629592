"""Controls whose state is in the address: a link restores the view, Back and Forward work, bad values are told."""

from collections.abc import Mapping

import streamlit as st

_SEEN = "address_last_seen"
_REFUSED = "address_refused"


def choose(label: str, options: Mapping[str, str], key: str, default: str, hint: str | None = None) -> str:
    """Draw a select box bound to a query parameter and return the chosen id.

    The parameter holds the id, never the label, and is left out while it is the default. A value that is no
    option falls back to the default and is remembered for `draw_address_note`.

    Args:
        label: what is chosen.
        options: label of each id, in order.
        key: name of the parameter and of the control.
        default: id that is chosen without a parameter.
        hint: explanation beside the label.
    """
    _take_from_address(key, options, default)
    return st.selectbox(
        label,
        list(options),
        format_func=lambda choice: options[choice],
        key=key,
        on_change=_put_into_address,
        args=(key, default),
        help=hint,
    )


def draw_address_note() -> None:
    """Say, once the page's controls are drawn, which parts of the address were not understood."""
    refused = st.session_state.pop(_REFUSED, [])
    if refused:
        names = ", ".join(refused)
        st.info(f"The address asks for something that does not exist ({names}). The usual view is shown instead.")


def plain(text: str) -> str:
    """Return text that Streamlit shows as it is, where it would otherwise read Markdown, icons or formulas."""
    return "".join(f"\\{character}" if character in r"\`*_{}[]()<>#+-.!|~$:&" else character for character in text)


def _take_from_address(key: str, options: Mapping[str, str], default: str) -> None:
    """Set the control from the address on the first run, after Back or Forward, and when the address was edited."""
    given = st.query_params.get(key)
    seen = st.session_state.setdefault(_SEEN, {})
    is_new = key not in st.session_state or seen.get(key) != given
    if is_new:
        wanted = None if given is None else given.strip().lower()  # ids are written small; addresses typed by hand, not
        st.session_state[key] = wanted if wanted in options else default
        if wanted is not None and wanted not in options:
            st.session_state.setdefault(_REFUSED, []).append(key)
    elif st.session_state[key] not in options:  # the options changed under it
        st.session_state[key] = default
    seen[key] = given


def _put_into_address(key: str, default: str) -> None:
    chosen = st.session_state[key]
    if chosen == default:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = chosen
    st.session_state[_SEEN][key] = None if chosen == default else chosen
