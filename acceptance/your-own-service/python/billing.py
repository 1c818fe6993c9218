"""Knows nothing of telemetry: `opentelemetry-instrument flask --app billing run` sees to it."""

import logging

from flask import Flask

logging.basicConfig(level=logging.INFO)
app = Flask(__name__)


@app.get("/bills/<number>")
def bill(number: str):
    app.logger.info("looking for bill %s", number)
    if number == "broken":
        raise RuntimeError("the bill is broken")
    return {"number": number, "due": 42}
