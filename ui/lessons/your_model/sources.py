"""Where predictions may come from, by their names on screen and in the link."""

from ui.link import YM_FROM

FROM_EXAMPLES, FROM_FILE, FROM_PASTED, FROM_RACE, FROM_ROOM = YM_FROM.options
