"""Runs every model once on local Spark over what DuckDB built upstream, and compares each result with DuckDB's.

python spark_models.py ROOT SHOP…     SHOP is a folder with inputs/*.parquet and results/*.parquet

Prints one JSON line a model. No model waits for another: a difference is told by the model that makes it, not by its readers.
"""

import json
import re
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyspark.sql import SparkSession

LAYERS = ("bronze", "seed", "staging", "silver", "gold")
DIFFERENCES_MAX = 5
WIDE_DECIMAL = pa.decimal256(60, 12)
SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.shuffle.partitions": "1",
    "spark.default.parallelism": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "2g",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}


def open_spark(root):
    builder = SparkSession.builder.master("local[2]")
    for key, value in SETTINGS.items():
        builder = builder.config(key, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    text = re.sub(r"--.*", "", (root / "lakehouse/engines/functions.sql").read_text())
    for statement in filter(str.strip, text.split(";")):
        spark.sql(statement)
    return spark


def open_inputs(spark, shop):
    for layer in LAYERS:
        spark.sql(f"drop database if exists {layer} cascade")
        spark.sql(f"create database {layer}")
    for path in (shop / "inputs").glob("*.parquet"):
        name = path.name.removesuffix(".parquet")
        spark.sql(f"drop table if exists {name}")
        spark.sql(f"create table {name} using parquet location '{path}'")


def comparable(table):
    """Rows in one order, decimals in one width; doubles last, since they may differ a little."""
    columns = {}
    for name in sorted(table.column_names):
        column = table[name].combine_chunks()
        if pa.types.is_decimal(column.type):
            column = column.cast(WIDE_DECIMAL)
        elif pa.types.is_timestamp(column.type):
            column = column.cast(pa.timestamp("us", "UTC"))
        elif pa.types.is_integer(column.type):
            column = column.cast(pa.int64())
        elif pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            column = column.cast(pa.string())
        columns[name] = column
    exact = [name for name, column in columns.items() if not pa.types.is_floating(column.type)]
    keys = [pc.cast(columns[n], pa.string()) if pa.types.is_decimal(columns[n].type) else columns[n] for n in exact]
    sortable = pa.table(keys, names=exact)
    order = pc.sort_indices(sortable, sort_keys=[(name, "ascending") for name in exact])
    return pa.table(columns).take(order)


def is_close(ours, theirs):
    difference = pc.abs(pc.subtract(ours, theirs))
    return pc.less_equal(difference, pc.multiply(1e-9, pc.max_element_wise(pc.abs(theirs), 1.0)))


def differences(ours, theirs):
    if sorted(ours.column_names) != sorted(theirs.column_names):
        return [f"columns {ours.column_names}, on DuckDB {theirs.column_names}"]
    if ours.num_rows != theirs.num_rows:
        return [f"{ours.num_rows} rows, on DuckDB {theirs.num_rows}"]
    found = []
    ours, theirs = comparable(ours), comparable(theirs)
    for name in ours.column_names:
        a, b = ours[name], theirs[name]
        if pa.types.is_floating(a.type) and pa.types.is_floating(b.type):
            both = is_close(a, b)
        else:
            both = pc.equal(a, b.cast(a.type))
        equal = pc.or_(pc.fill_null(both, False), pc.and_(pc.is_null(a), pc.is_null(b)))
        wrong = pc.indices_nonzero(pc.invert(equal)).to_pylist()
        if wrong:
            at = wrong[0]
            found.append(f"{name} differs in {len(wrong)} rows: {a[at]}, on DuckDB {b[at]}")
    return found[:DIFFERENCES_MAX]


def type_name(kind):
    return "string" if pa.types.is_large_string(kind) else str(kind).replace("decimal256", "decimal128")


def type_differences(ours, theirs):
    """Staging is never stored: only tables must agree in types."""
    pairs = [(n, type_name(ours.field(n).type), type_name(theirs.field(n).type)) for n in ours.names if n in theirs.names]
    return [f"{name} is {a}, on DuckDB {b}" for name, a, b in pairs if a != b]


def compare(spark, shop, name, text):
    began = time.perf_counter()
    expected = pq.ParquetFile(shop / "results" / f"{name}.parquet").read()
    try:
        given = spark.sql(text).toArrow()
        found = differences(given, expected)
        if not name.startswith("staging."):
            found += type_differences(given.schema, expected.schema)
    except Exception as error:
        found = [str(error)[:600]]
    return {
        "shop": shop.name,
        "model": name,
        "cells": expected.num_rows * expected.num_columns,
        "seconds": round(time.perf_counter() - began, 2),
        "differences": found,
    }


def main(root, shops):
    spark = open_spark(root)
    # Those of builds: the stream's run beside its log, on one engine.
    paths = sorted(path for layer in LAYERS for path in (root / "jobs/models" / layer).glob("*.sql"))
    models = [(f"{path.parent.name}.{path.stem}", path.read_text()) for path in paths]
    for shop in shops:
        open_inputs(spark, shop)
        with ThreadPoolExecutor(2) as pool:
            for result in pool.map(lambda model: compare(spark, shop, *model), models):
                print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(shop) for shop in sys.argv[2:]])
