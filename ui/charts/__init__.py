"""Figures: functions from data to a chart, without Streamlit."""
