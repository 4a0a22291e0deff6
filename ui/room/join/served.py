"""Whether this process serves the light phones: the entry does, the plain script does not."""

from dataclasses import dataclass


@dataclass
class LightPhones:
    """``served`` is set where the routes are made."""

    served: bool = False


LIGHT_PHONES = LightPhones()
