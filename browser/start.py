"""Prepares Python in the browser, before stlite starts Streamlit in it."""

from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow  # the stand-in
import stlite_lib.bootstrap
from figures import trust_figures
from streamlit import dataframe_util, runtime
from streamlit.commands import page_config

if TYPE_CHECKING:
    import pandas as pd


def reach_the_runtime() -> None:
    """Give Streamlit's elements of one's own what stlite 1.9 has moved elsewhere."""
    runtime.Runtime.exists = staticmethod(runtime.exists)
    runtime.Runtime.instance = staticmethod(runtime.get_instance)


def send_tables() -> None:
    """Send the tables of a page as the data of a figure are sent: stlite would need fastparquet."""

    def as_parquet(table: "pd.DataFrame") -> bytes:
        columns = {
            str(name): pyarrow.array(table[name].to_numpy(), from_pandas=True) for name in table
        }
        return pyarrow.parquet(pyarrow.table(columns))

    dataframe_util.convert_pandas_df_to_arrow_bytes = as_parquet


def spare_pillow() -> None:
    """Give the icon as it is: Streamlit would import Pillow to look at it."""
    icon = b64encode(Path("ui/icon.svg").read_bytes()).decode()
    page_config._get_favicon_string = lambda _icon: f"data:image/svg+xml;base64,{icon}"


def spare_pandas() -> None:
    """Leave out a repair of pandas that this one does not need: its import takes a second."""
    stlite_lib.bootstrap._fix_pandas_categorical_pickle = lambda: None


reach_the_runtime()
spare_pandas()
spare_pillow()
send_tables()
trust_figures()
