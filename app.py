"""The entry of the app: ``streamlit run app.py``."""

import streamlit as st
from starlette.middleware import Middleware

from ui.room.join.routes import join_routes
from ui.room.store import rooms
from ui.serving.headers import SecurityHeaders
from ui.serving.health import health_route
from ui.serving.static_files import CompressedStaticFiles
from ui.serving.upload_door import UploadDoor
from ui.startup import lifespan

app = st.App(
    "ui/main.py",
    lifespan=lifespan,
    routes=[health_route({"rooms": lambda: rooms().fault()}), *join_routes()],
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(CompressedStaticFiles),
        Middleware(UploadDoor),
    ],
)
