"""The bench's questions over a serving file: FastAPI, hand-written SQL. `python main.py FILE`."""

import json
import socket
import sys
import threading

import duckdb
import orjson
import uvicorn
from fastapi import FastAPI, HTTPException, Response

# One thread a statement: sharing a small one out costs as much again.
shop = duckdb.connect(sys.argv[1], read_only=True, config={"threads": 1})
local = threading.local()
app = FastAPI()


def rows(statement: str, values: list | None = None) -> list[dict]:
    """A connection for each thread that answers."""
    if not hasattr(local, "cursor"):
        local.cursor = shop.cursor()
    result = local.cursor.execute(statement, values)
    names = [column[0] for column in result.description]
    return [dict(zip(names, row)) for row in result.fetchall()]


def answer(body: object) -> Response:
    return Response(orjson.dumps(body, default=str), media_type="application/json")


@app.get("/revenue")
def revenue(grain: str = "MONTH") -> Response:
    return answer(
        rows(
            """select period_start, orders, revenue, unique_customers, growth_percent
            from gold.sales_metrics where dimension = 'TOTAL' and grain = ? order by period_start""",
            [grain],
        )
    )


@app.get("/products/top")
def top_products(first: int = 10) -> Response:
    return answer(
        rows(
            """select orders, units_sold, revenue, product_id, name
            from gold.product_performance order by revenue desc, product_id limit ?""",
            [first],
        )
    )


@app.get("/customers")
def customers(country: str, clv: float, first: int = 50) -> Response:
    page = rows(
        """select customer_id, name, city, country, tenure_days, clv
        from silver.customers join gold.customer_analytics using (customer_id)
        where country_code = ? and clv > ? order by clv desc, customer_id limit ?""",
        [country, clv, first + 1],
    )
    places = [(row.pop("clv"), row["customer_id"]) for row in page]
    info = {
        "hasNextPage": len(page) > first,
        "endCursor": places[min(first, len(page)) - 1] if page else None,
    }
    return answer({"customers": page[:first], "pageInfo": info})


@app.get("/customers/orders")
def customers_with_orders(first: int = 50, orders: int = 5) -> Response:
    page = rows("select customer_id, name from silver.customers order by customer_id limit ?", [first])
    latest = rows(
        """select customer_id, strftime(timezone('UTC', order_date), '%Y-%m-%dT%H:%M:%S.%fZ') as ordered_at, total_amount
        from silver.orders where customer_id in (select unnest(?))
        qualify row_number() over (partition by customer_id order by order_date desc, order_id) <= ?
        order by customer_id, order_date desc, order_id""",
        [[row["customer_id"] for row in page], orders],
    )
    of_customer: dict[str, list] = {row["customer_id"]: [] for row in page}
    for order in latest:
        of_customer[order.pop("customer_id")].append(order)
    return answer([{"name": row["name"], "orders": of_customer[row["customer_id"]]} for row in page])


@app.get("/customers/{customer_id}")
def customer(customer_id: str) -> Response:
    found = rows(
        """select name, city, segment, revenue, clv
        from silver.customers join gold.customer_analytics using (customer_id) where customer_id = ?""",
        [customer_id],
    )
    if not found:
        raise HTTPException(404)
    return answer(found[0])


@app.get("/cohorts")
def cohorts(basis: str = "REGISTRATION", months: int = 12) -> Response:
    matrix: dict = {}
    for cell in rows(
        """select cohort_month, customers, months_since, retention, revenue
        from gold.cohorts where basis = ? and months_since < ? order by cohort_month, months_since""",
        [basis, months],
    ):
        month, size = cell.pop("cohort_month"), cell.pop("customers")
        matrix.setdefault(month, {"month": month, "customers": size, "cells": []})["cells"].append(cell)
    return answer(list(matrix.values()))


listening = socket.create_server(("127.0.0.1", 0))
print(json.dumps({"url": f"http://127.0.0.1:{listening.getsockname()[1]}"}), flush=True)
config = uvicorn.Config(app, loop="uvloop", http="httptools", access_log=False, log_level="warning")
uvicorn.Server(config).run(sockets=[listening])
