"""How the app looks: colours, units, and a visitor's choice of them. No Streamlit."""
