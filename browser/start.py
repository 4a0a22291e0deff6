"""Prepares Python in the browser, before stlite starts Streamlit in it."""

from typing import TYPE_CHECKING

import altair.utils.schemapi
import pyarrow  # the stand-in
import stlite_lib.bootstrap
from streamlit import dataframe_util, runtime

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


def trust_figures() -> None:
    """Leave out the check of each specification: the tests make it, and it takes seconds."""
    altair.utils.schemapi.SchemaBase.validate = classmethod(lambda *_: None)


def spare_pandas() -> None:
    """Leave out a repair of pandas that this one does not need: its import takes a second."""
    stlite_lib.bootstrap._fix_pandas_categorical_pickle = lambda: None


reach_the_runtime()
spare_pandas()
send_tables()
trust_figures()
