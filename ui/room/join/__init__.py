"""The light phones: one small page that answers in a room, without a session of Streamlit."""
