"""What figures share. No Streamlit."""
