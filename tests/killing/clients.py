"""Programs that write through the API and never give up: a request without an answer is sent again under its key."""

from __future__ import annotations

import http.client
import threading
import time
from dataclasses import dataclass, field
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from tests.installation import Installation, until

PAUSE = 0.05
LINES = [{"description": "قهوه", "quantity": "2", "unit_price": "1000"}]


@dataclass
class Client(threading.Thread):
    """Makes customers, each with one order; remembers what was acknowledged and how often it had to ask again."""

    here: Installation
    secret: str
    name_: str
    stopping: threading.Event
    customers: dict[str, int] = field(default_factory=dict)
    orders: dict[str, int] = field(default_factory=dict)
    again: int = 0
    refused: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        number = 0
        while not self.stopping.is_set():
            number += 1
            mark = f"{self.name_}-{number}"
            customer = self.insist("/api/v1/customers", {"kind": "organisation", "name": mark}, f"c-{mark}")
            if customer is None:
                return
            self.customers[mark] = customer["id"]
            order = self.insist(
                "/api/v1/orders", {"customer_id": customer["id"], "note": mark, "lines": LINES}, f"o-{mark}"
            )
            if order is None:
                return
            self.orders[mark] = order["id"]
            time.sleep(PAUSE)

    def insist(self, path: str, body: Any, key: str) -> Any:
        """Send until it is acknowledged; give up only when nothing is wanted any more, or when it was refused."""
        while True:
            try:
                status, answer = self.here.ask("POST", path, self.secret, body, uuid5(NAMESPACE_OID, key).hex)
            except (OSError, http.client.HTTPException):
                status, answer = 0, None
            if status in {200, 201}:
                return answer
            if 400 <= status < 500:
                self.refused.append((status, answer))
                return None
            if self.stopping.is_set():
                return None
            self.again += 1
            time.sleep(PAUSE)


class Load:
    """Several clients at once."""

    def __init__(self, here: Installation, secret: str, name: str, clients: int = 3) -> None:
        self.stopping = threading.Event()
        self.clients = [Client(here, secret, f"{name}-{place}", self.stopping) for place in range(clients)]
        for client in self.clients:
            client.start()

    def goes_on(self, steps: int = 2) -> None:
        """Wait until every client was acknowledged `steps` more orders."""
        before = [len(client.orders) for client in self.clients]
        until(
            lambda: all(
                len(client.orders) >= old + steps or client.refused
                for client, old in zip(self.clients, before, strict=True)
            ),
            "every client is served again",
            seconds=40,
        )

    def end(self) -> None:
        """Let every client finish what it has begun."""
        self.stopping.set()
        for client in self.clients:
            client.join(30)
        refused = [answer for client in self.clients for answer in client.refused]
        assert not refused, refused

    def acknowledged(self, kind: str) -> dict[str, int]:
        """Return {mark: id} of all that was acknowledged: "customers" or "orders"."""
        return {mark: pk for client in self.clients for mark, pk in getattr(client, kind).items()}
