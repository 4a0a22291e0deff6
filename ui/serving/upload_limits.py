"""How much may be uploaded. Pure; no Streamlit."""

MOST_BYTES = 5 * 2**20
"""Of one file; ``maxUploadSize`` in .streamlit/config.toml says the same, in megabytes."""

MOST_WAITING = 64 * 2**20
"""Of all files together that are uploaded and not yet read."""

FILES_OF_A_SESSION = 2
"""That wait to be read."""
