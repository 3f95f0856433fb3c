"""Makes table-files.json: files that NumPy and pyarrow wrote, in base64, and the values that are in them.

Run:  python3 test/reference/make-table-files.py      (needs numpy and pyarrow; written with NumPy 2.4 and pyarrow 25)
"""

import base64
import datetime
import decimal
import io
import json
import math
import pathlib

import numpy as np
import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as pq

HALF = datetime.datetime(2001, 2, 3, 4, 5, 6, 789000)

# Types of NumPy with numbers at their limits; those of 64 bits that float64 rounds.
ARRAYS = {
    "bool": np.array([[True, False], [False, True]]),
    "i1": np.array([[-128, 127], [0, 1]], dtype="i1"),
    "u1": np.array([[255, 0], [1, 2]], dtype="u1"),
    "i2": np.array([[-(2**15), 2**15 - 1], [0, 1]], dtype="i2"),
    "u2": np.array([[2**16 - 1, 0], [1, 2]], dtype="u2"),
    "i4": np.array([[-(2**31), 2**31 - 1], [0, 1]], dtype="i4"),
    "u4": np.array([[2**32 - 1, 0], [1, 2]], dtype="u4"),
    "i8": np.array([[-(2**63), 2**63 - 1], [2**53 + 1, -1]], dtype="i8"),
    "u8": np.array([[2**64 - 1, 0], [1, 2**53 + 3]], dtype="u8"),
    "f2": np.array([[0.1, -65504], [6e-8, np.inf]], dtype="f2"),
    "f4": np.array([[0.1, -3.4e38], [1e-45, np.nan]], dtype="f4"),
    "f8": np.array([[0.1, -1.7e308], [5e-324, -np.inf]], dtype="f8"),
}
SHAPES = {
    "single": np.float64(7.5),
    "list": np.arange(5.0),
    "matrix": np.arange(6.0).reshape(2, 3),
    "cube": np.arange(24.0).reshape(2, 3, 4),
    "empty": np.zeros((0, 3)),
}

TABLE = pa.table(
    {
        "whole": pa.array([1, None, -3, 4], pa.int64()),
        "byte": pa.array([1, 255, 0, None], pa.uint8()),
        "large": pa.array([2**64 - 1, 0, 2**53 + 3, None], pa.uint64()),
        "float": pa.array([0.1, None, float("nan"), float("-inf")], pa.float64()),
        "single": pa.array([0.1, 2.5, None, -1e30], pa.float32()),
        "half": pa.array([0.1, 2.5, None, -1.0], pa.float16()),
        "flag": pa.array([True, False, None, True]),
        "text": pa.array(["a", "", None, "größer als zwölf Zeichen 😀"]),
        "category": pa.array(["cat", "dog", None, "cat"]).dictionary_encode(),
        "day": pa.array([datetime.date(1970, 1, 2), datetime.date(1969, 12, 31), None, datetime.date(2024, 2, 29)]),
        "second": pa.array([HALF, None, HALF, HALF], pa.timestamp("s")),
        "micro": pa.array([HALF, None, HALF, HALF], pa.timestamp("us")),
        "nano": pa.array([HALF, None, HALF, HALF], pa.timestamp("ns", "UTC")),
        "price": pa.array([decimal.Decimal("0.57"), decimal.Decimal("-123456.78"), None, decimal.Decimal("9999999.99")], pa.decimal128(9, 2)),
        "nothing": pa.nulls(4),
        "list": pa.array([[1, 2], [], None, [3]], pa.list_(pa.int64())),
        "object": pa.array([{"a": 1}, {"a": 2}, None, {"a": 3}]),
    }
)
VIEWS = pa.table({"view": pa.array(["a", None, "more than twelve characters", ""], pa.string_view()), "after": pa.array([1, 2, 3, 4])})


def encode(data):
    return base64.b64encode(data).decode()


def number(value):
    value = float(value)
    return value if math.isfinite(value) else str(value)


def npy(array, **options):
    file = io.BytesIO()
    np.lib.format.write_array(file, np.asanyarray(array), **options)
    return encode(file.getvalue())


def describe_array(array):
    array = np.asanyarray(array)
    return {"shape": list(array.shape), "values": [number(value) for value in array.flatten(order="F")]}


def array_files():
    files = {}
    for name, array in {**ARRAYS, **SHAPES}.items():
        files[name] = {"bytes": npy(array), **describe_array(array)}
    for name in ("i2", "u4", "i8", "f2", "f4", "f8"):
        array = ARRAYS[name].astype(ARRAYS[name].dtype.newbyteorder(">"))
        files[f"{name}, high byte first"] = {"bytes": npy(array), **describe_array(array)}
    for name in ("matrix", "cube"):
        array = np.asfortranarray(SHAPES[name])
        files[f"{name}, column by column"] = {"bytes": npy(array), **describe_array(array)}
    files["matrix, version 2"] = {"bytes": npy(SHAPES["matrix"], version=(2, 0)), **describe_array(SHAPES["matrix"])}
    return files


def refused_arrays():
    return {
        "structured": npy(np.array([(1, 2.0)], dtype=[("x", "i4"), ("y", "f8")])),
        "complex": npy(np.array([1 + 2j])),
        "texts": npy(np.array(["cat", "dog"])),
        "dates": npy(np.array(["2020-01-01"], dtype="M8[D]")),
        "objects": npy(np.array([1, "two"], dtype=object), allow_pickle=True),
        "floats of more": npy(np.array([1], dtype=np.longdouble)),
    }


def zipped(save):
    file = io.BytesIO()
    x = np.arange(12.0).reshape(6, 2)
    save(file, X=x, y=np.array([0, 1, 0, 1, 0, 1]), Xval=-x[:2], yval=np.array([1, 0], dtype="u1"))
    return encode(file.getvalue())


def describe_column(name, column):
    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    values = column.to_pylist()
    if pa.types.is_nested(kind):
        return {"name": name, "type": "other", "values": []}
    if pa.types.is_boolean(kind):
        return {"name": name, "type": "boolean", "values": [None if value is None else int(value) for value in values]}
    if pa.types.is_string(kind) or pa.types.is_string_view(kind):
        return {"name": name, "type": "text", "values": values}
    if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
        column = column.cast(pa.timestamp("ms", getattr(kind, "tz", None)), safe=False).cast(pa.int64())
        return {"name": name, "type": "date", "values": column.to_pylist()}
    numbers = [None if value is None or math.isnan(value) else number(value) for value in values]
    return {"name": name, "type": "number", "values": numbers}


def describe_table(table):
    return [describe_column(name, table[name]) for name in table.column_names]


def parquet(table, **options):
    file = io.BytesIO()
    pq.write_table(table, file, **options)
    return encode(file.getvalue())


def parquet_files():
    plain = TABLE
    ways = {
        "snappy": {},
        "gzip": {"compression": "gzip"},
        "zstd": {"compression": "zstd"},
        "lz4": {"compression": "lz4"},
        "none, without dictionaries": {"compression": "none", "use_dictionary": False},
        "pages of version 2": {"data_page_version": "2.0"},
        "groups of two rows": {"row_group_size": 2},
        "old timestamps": {"use_deprecated_int96_timestamps": True},
    }
    files = {name: parquet(plain, **options) for name, options in ways.items()}
    encodings = {
        "whole": "DELTA_BINARY_PACKED",
        "float": "BYTE_STREAM_SPLIT",
        "text": "DELTA_BYTE_ARRAY",
        "category": "DELTA_LENGTH_BYTE_ARRAY",
        "flag": "RLE",
    }
    files["other encodings"] = parquet(plain, use_dictionary=False, column_encoding=encodings)
    return files


def arrow(table, stream=False, **options):
    file = io.BytesIO()
    new = pa.ipc.new_stream if stream else pa.ipc.new_file
    with new(file, table.schema, options=pa.ipc.IpcWriteOptions(**options)) as writer:
        for batch in table.to_batches(max_chunksize=3):
            writer.write_batch(batch)
    return encode(file.getvalue())


def feather_file(table, **options):
    file = io.BytesIO()
    feather.write_feather(table, file, **options)
    return encode(file.getvalue())


def arrow_files():
    long = pa.concat_tables([TABLE] * 50).combine_chunks()
    return {
        "file": {"bytes": arrow(TABLE), "repeats": 1},
        "stream": {"bytes": arrow(TABLE, stream=True), "repeats": 1},
        "file, LZ4": {"bytes": arrow(TABLE, compression="lz4"), "repeats": 1},
        "stream, Zstandard": {"bytes": arrow(TABLE, stream=True, compression="zstd"), "repeats": 1},
        "Feather, LZ4": {"bytes": feather_file(long, compression="lz4"), "repeats": 50},
        "Feather, Zstandard": {"bytes": feather_file(long, compression="zstd"), "repeats": 50},
    }


document = {
    "numpy": np.__version__,
    "pyarrow": pa.__version__,
    "arrays": array_files(),
    "refusedArrays": refused_arrays(),
    "npz": {"stored": zipped(np.savez), "deflated": zipped(np.savez_compressed)},
    "table": describe_table(TABLE),
    "parquet": parquet_files(),
    "arrow": arrow_files(),
    "views": {"bytes": arrow(VIEWS), "table": describe_table(VIEWS)},
    "brotli": parquet(pa.table({"a": [1]}), compression="brotli"),
}
path = pathlib.Path(__file__).parent / "table-files.json"
path.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n")
