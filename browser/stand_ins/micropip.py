"""Stands in for micropip in the browser: stlite asks it for what runtime.mjs has installed."""


def add_mock_package(*_what: object, **_how: object) -> None:
    """Do nothing: pyarrow has a stand-in already."""


async def install(requirements: list[str], **_how: object) -> None:
    """Install nothing; refuse what is asked for beside that."""
    if requirements:
        raise NotImplementedError(f"not in the lock file of this site: {requirements}")
