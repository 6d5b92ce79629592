"""Entry of the server: the app with compression, security headers and page metadata. Started by `make run`."""

import streamlit as st

from scorecard import settings
from scorecard.ui import server

app = st.App(settings.ROOT / "dashboard.py", lifespan=server.lifespan, middleware=server.middleware())
