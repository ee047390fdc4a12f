"""What deltalake says of a table, or does to it: `delta_table.py <command> <table> [argument]`, JSON on stdout."""

import datetime
import decimal
import json
import os
import sys

import pyarrow
from deltalake import DeltaTable, write_deltalake


def plain(value):
    """A cell as JSON: exact numbers as text, instants in UTC with microseconds."""
    if isinstance(value, decimal.Decimal):
        return str(value)
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def rows_of(table):
    return [{name: plain(value) for name, value in row.items()} for row in table.to_pylist()]


def read(path, version):
    table = DeltaTable(path, version=json.loads(version))
    protocol = table.protocol()
    return {
        "version": table.version(),
        "protocol": [protocol.min_reader_version, protocol.min_writer_version],
        "schema": json.loads(table.schema().to_json())["fields"],
        "partitionColumns": table.metadata().partition_columns,
        "rows": rows_of(table.to_pyarrow_table()),
    }


def statistics(path):
    return rows_of(pyarrow.table(DeltaTable(path).get_add_actions(flatten=True)))


def filtered(path, condition):
    column, operator, value = json.loads(condition)
    return rows_of(DeltaTable(path).to_pyarrow_table(filters=[(column, operator, value)]))


def read_at(path, instant):
    table = DeltaTable(path)
    table.load_as_version(instant)
    return table.version()


def history(path):
    return DeltaTable(path).history()


def sales(rows):
    columns = {
        "sale_id": pyarrow.array([row[0] for row in rows], pyarrow.int64()),
        "month": pyarrow.array([row[1] for row in rows], pyarrow.string()),
        "revenue": pyarrow.array([decimal.Decimal(row[2]) for row in rows], pyarrow.decimal128(18, 4)),
    }
    nullable = {"sale_id": False}
    fields = [pyarrow.field(name, array.type, nullable.get(name, True)) for name, array in columns.items()]
    return pyarrow.table(columns, schema=pyarrow.schema(fields))


def append(path, rows):
    write_deltalake(path, sales(json.loads(rows)), mode="append")


def overwrite(path, rows):
    write_deltalake(path, sales(json.loads(rows)), mode="overwrite")


def delete(path, condition):
    DeltaTable(path).delete(condition)


def optimize(path):
    DeltaTable(path).optimize.compact()


def checkpoint(path):
    DeltaTable(path).create_checkpoint()


def create(path, rows):
    write_deltalake(path, sales(json.loads(rows)), partition_by=["month"])


COMMANDS = (read, statistics, filtered, read_at, history, append, overwrite, delete, optimize, checkpoint, create)

if __name__ == "__main__":
    command = {function.__name__: function for function in COMMANDS}[sys.argv[1]]
    print(json.dumps(command(*sys.argv[2:])), flush=True)
    # pyarrow's and deltalake's threads now and then abort the interpreter while it shuts down.
    os._exit(0)
