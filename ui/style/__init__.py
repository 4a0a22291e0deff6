"""How the app looks: colours, units, what a visitor has chosen of them. No Streamlit."""
