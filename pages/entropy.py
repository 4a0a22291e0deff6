"""Lesson 2: entropy, the average surprise of a source."""

import streamlit as st

import infotheory as it
from ui.charts.skyline import entropy_skyline
from ui.distribution import edit_distribution
from ui.frame import enter
from ui.presets import SOURCES
from ui.show import show
from ui.units import number

page = enter(__file__)
