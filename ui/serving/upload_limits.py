"""How much may be uploaded. Pure; no Streamlit."""

MOST_BYTES = 5 * 2**20
"""The size of one file; ``maxUploadSize`` in .streamlit/config.toml says the same, in megabytes."""

MOST_PENDING = 64 * 2**20
"""The bytes of all files together that are uploaded and not yet read."""

MOST_FILES_OF_A_SESSION = 2
"""The files of one session that are uploaded and not yet read."""
