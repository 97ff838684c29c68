"""What HeyGen remembers: resources by their path, jobs that come nearer their end with each look."""

from __future__ import annotations

import base64
import itertools
import secrets
import threading
import uuid
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.heygen.kinds import ABSENT, BATCH_HOMES, BATCHES, LINKS, MAKES, SUCCESS, Make, shape, stages
from tests.heygen.reference import Operation, Refused, operations
from tests.heygen.sample import laid_over, sample

Json = dict[str, Any]


@dataclass
class Resource:
    """One thing that HeyGen keeps; ``stages`` are the states it still has to go through."""

    path: str
    fields: Json
    stages: deque[str] = field(default_factory=deque)

    @property
    def id(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def home(self) -> str:
        return self.path.rpartition("/")[0]

    @property
    def running(self) -> bool:
        return bool(self.stages)

    @property
    def status(self) -> str | None:
        return self.stages[0] if self.stages else self.fields.get("status")


@dataclass
class World:
    """All resources, and the answers that follow from them."""

    now: Callable[[], float]
    site: str = ""
    polls: int = 1  # how many looks at a job see each of its states
    limit: int | None = None  # how many jobs may run at once
    outcomes: deque[str] = field(default_factory=deque)  # how the next jobs end; completed when empty
    wallet: float = 1000.0
    price: float = 1.0
    resources: dict[str, Resource] = field(default_factory=dict)
    billed: list[str] = field(default_factory=list)  # the path of each paid resource, once for each payment
    events: list[tuple[str, Json]] = field(default_factory=list)
    link: Callable[[str], str] = str
    lock: threading.RLock = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        self._numbers = itertools.count(1)
        self._salt = secrets.token_hex(3)

    # -- what tests put there --------------------------------------------------------------------------------------

    def put(self, path: str, **fields: Any) -> Resource:
        """A resource that was there before: it has ended well unless ``status`` says otherwise."""
        home, _, name = path.rpartition("/")
        status = {"status": stages(home)[-1]} if stages(home) else {}
        made = Resource(
            path,
            {**ABSENT.get(home, {}), **self._name(home, name), **status, "created_at": self._stamp(home), **fields},
        )
        self.resources[path] = made
        return made

    # -- answers ---------------------------------------------------------------------------------------------------

    def answer(
        self, operation: Operation, params: Mapping[str, str], query: Mapping[str, list[str]], body: Any
    ) -> Json:
        """Do what is asked; raises Refused."""
        with self.lock:
            self._all_known(operation, params)
            path = operation.path.format(**params)
            return self._work(operation, path, query, body or {})

    def _work(self, operation: Operation, path: str, query: Mapping[str, list[str]], body: Json) -> Json:
        if operation.path in BATCHES:
            return self._make_batch(operation, body)
        if operation.path == "/v3/assets/complete/batches":
            return self._complete_batch(body["batch_id"])
        if operation.method == "POST" and operation.path in MAKES:
            return self._make(operation, body)
        if operation.method == "GET" and operation.path.endswith("/statuses"):
            return self._statuses(operation, query)
        if operation.method == "GET" and "/batches/" in operation.path:
            return {"data": self._batch(path, query)}
        if operation.method == "GET" and operation.paginated:
            return self._list(operation, path, query)
        if operation.method == "DELETE":
            gone = self.resources.pop(path)
            return self._filled(operation, {**gone.fields, "id": gone.id, "deleted": True})
        return self._other(operation, path, body)

    def _other(self, operation: Operation, path: str, body: Json) -> Json:
        """One resource shown or changed, or an operation beside resources."""
        owner = self._owner(path)
        if owner is None:
            return self._filled(operation, self._account() if path == "/v3/users/me" else {})
        if path.endswith("/rotate-secret"):
            owner.fields["secret"] = f"whsec_{secrets.token_hex(16)}"
        if path.endswith("/stop"):
            owner.stages.clear()
        if path.endswith("/complete"):
            self._complete(owner, body)
        if operation.method == "PATCH":
            owner.fields.update(body)
        known = self.view(owner, look=operation.method == "GET" and path == owner.path)
        secret = {} if path.endswith("/rotate-secret") else {"secret": None}
        return self._filled(operation, {**known, **secret})

    def view(self, resource: Resource, *, look: bool = False) -> Json:
        """What is told of a resource now. A look brings a job nearer to its end."""
        told = dict(resource.fields)
        if resource.running:
            told |= {"status": resource.stages[0], "completed_at": None, "duration": None}
            told |= {key: None for key in (*LINKS, "failure_code", "failure_message", "error")}
            if look:
                self._step(resource)
        else:
            told |= self._ended(resource)
        return told

    def _ended(self, resource: Resource) -> Json:
        if resource.fields.get("status") == "failed":
            reason = {"failure_code": "moderation_failed", "failure_message": "The script was refused."}
            return {**{key: None for key in LINKS}, **reason, "error": resource.fields.get("error")}
        links = {key: self.link(f"{resource.path}/{key}{ending}") for key, ending in LINKS.items()}
        over = {"duration": 4.0, "completed_at": int(self.now()), "progress": 100, "video_page_url": self.site}
        return {**links, **over, "failure_code": None, "failure_message": None, "error": None, **resource.fields}

    def _step(self, resource: Resource) -> None:
        resource.stages.popleft()
        if not resource.stages:
            success = SUCCESS.get(resource.home)
            if success:
                ended = resource.fields["status"]
                kind = success if ended != "failed" else success.replace(".success", ".fail")
                told = {"video_id": resource.id, "callback_id": resource.fields.get("callback_id")}
                self.events.append((kind, {**told, "url": self.link(f"{resource.path}/video_url.mp4")}))

    # -- making ----------------------------------------------------------------------------------------------------

    def _make(self, operation: Operation, body: Json) -> Json:
        make = MAKES[operation.path]
        count = len(body["output_languages"]) if make.key.endswith("_ids") and "output_languages" in body else 1
        made = [self.create(make, body) for _ in range(count)]
        told = made[0].id if not make.key.endswith("_ids") else [each.id for each in made]
        outer, _, inner = make.key.partition(".")
        fields = {**self.view(made[0]), outer: {inner: told} if inner else told}
        return self._filled(operation, fields) if operation.response_schema else {"data": {make.key: told}}

    def create(self, make: Make, body: Json) -> Resource:
        """A new resource, paid for and begun."""
        if make.paid:
            self._pay()
        name = f"{make.path.rpartition('/')[2].rstrip('s')}_{self._salt}{next(self._numbers):04d}"
        path = f"{make.path}/{name}"
        fields = {
            **ABSENT.get(make.path, {}),
            **body,
            **self._name(make.path, name),
            "created_at": self._stamp(make.path),
        }
        words = stages(make.path)
        ahead: deque[str] = deque()
        if words:
            outcome = self.outcomes.popleft() if self.outcomes else words[-1]
            fields["status"] = outcome
            ahead.extend(word for word in words[:-1] for _ in range(self.polls))
        if make.path == "/v3/webhooks/endpoints":
            fields |= {"secret": f"whsec_{secrets.token_hex(16)}", "status": "enabled"}
        made = self.resources[path] = Resource(path, fields, ahead)
        if make.paid:
            self.billed.append(path)
        return made

    def _make_batch(self, operation: Operation, body: Json) -> Json:
        home, listed = BATCHES[operation.path]
        if len(body[listed]) > 100:
            raise Refused(400, "invalid_parameter", "A batch takes at most 100 items", listed)
        uploads = home == "/v3/assets"
        items = [self.create(Make(home, "id", paid=not uploads), item) for item in body[listed]]
        name = f"batch_{uuid.uuid4().hex[:8]}"
        path = f"{BATCH_HOMES.get(operation.path, operation.path)}/{name}"
        paths = [item.path for item in items]
        fields = {"batch_id": name, "title": body.get("title"), "created_at": int(self.now()), "items": paths}
        self.resources[path] = Resource(path, fields)
        if uploads:
            return {"data": {"batch_id": name, "items": [self.slot(item) for item in items]}}
        return {"data": {"batch_id": name, "status": "processing", "total_items": len(items)}}

    def slot(self, asset: Resource) -> Json:
        """Where and how the bytes of an asset are to be sent."""
        headers = {"Content-Type": asset.fields["content_type"]}
        if asset.fields.get("checksum_sha256"):
            digest = base64.b64encode(bytes.fromhex(asset.fields["checksum_sha256"])).decode()
            headers["x-amz-checksum-sha256"] = digest
        most = {"expires_in_seconds": 900, "max_bytes": asset.fields["size_bytes"], "status": "pending_upload"}
        return {
            "asset_id": asset.id,
            "upload_url": self.link(f"/uploads/{asset.id}"),
            "upload_headers": headers,
            **most,
        }

    def _complete(self, asset: Resource, body: Json) -> None:
        if "stored" not in asset.fields:
            raise Refused(409, "conflict", "No bytes have been uploaded for this asset")
        wanted = body.get("checksum_sha256")
        if wanted and wanted.lower() != asset.fields["stored"]:
            raise Refused(400, "invalid_parameter", "The checksum does not match", "checksum_sha256")
        asset.fields["status"] = "processing"

    def _complete_batch(self, name: str) -> Json:
        batch = self.resources.get(f"/v3/assets/batches/{name}")
        if batch is None:
            raise Refused(404, "not_found", f"There is no batch {name}")
        for path in batch.fields["items"]:
            self._complete(self.resources[path], {})
        return {"data": {"batch_id": name, "status": "processing"}}

    def _pay(self) -> None:
        if self.limit is not None and sum(each.running for each in self.resources.values()) >= self.limit:
            raise Refused(429, "rate_limit_exceeded", f"At most {self.limit} jobs at once", Retry_After="0")
        if self.wallet < self.price:
            raise Refused(402, "insufficient_credit", "The wallet does not hold enough for this")
        self.wallet -= self.price

    # -- lists -----------------------------------------------------------------------------------------------------

    def _list(self, operation: Operation, path: str, query: Mapping[str, list[str]]) -> Json:
        schema = (operation.response_schema or {})["properties"]["data"]["items"]
        stateful = any(each.path.startswith(f"{operation.path}/{{") for each in operations())
        if stateful:
            known = [self.view(each) for each in self.resources.values() if each.home == path]
        else:
            known = [{"name": f"number {number}", "id": f"item_{number}"} for number in range(3)]
        wanted = [each for each in known if _fits(each, query)]
        page, more, token = _page(wanted, query)
        data = [laid_over(sample(schema, site=self.site), {**each, "secret": None}) for each in page]
        return {"data": data, "has_more": more, "next_token": token}

    def _batch(self, path: str, query: Mapping[str, list[str]]) -> Json:
        batch = self.resources[path].fields
        items = [self.resources[each] for each in batch["items"]]
        told = [{"item_index": at, **self._item(each, look=True)} for at, each in enumerate(items)]
        counts: dict[str, int] = {}
        for each in told:
            counts[each["status"]] = counts.get(each["status"], 0) + 1
        whole = "processing" if any(each.running for each in items) else "completed"
        page, more, token = _page(told, query)
        known = {key: batch[key] for key in ("batch_id", "title", "created_at")}
        paging = {"has_more": more, "next_token": token, "total_items": len(items)}
        return {**known, "status": whole, "counts_by_status": counts, "items": page, **paging}

    def _statuses(self, operation: Operation, query: Mapping[str, list[str]]) -> Json:
        home = operation.path.removesuffix("/statuses")
        told: list[Json] = []
        for name, values in query.items():
            for each in itertools.chain.from_iterable(value.split(",") for value in values):
                batch = self.resources.get(f"{home}/batches/{each}") if name == "batch_ids" else None
                if batch:
                    items = enumerate(self.resources[path] for path in batch.fields["items"])
                    told += [{"batch_id": each, "item_index": at, **self._item(item)} for at, item in items]
                else:
                    told.append(self._status(f"{home}/{each}"))
        return {"data": told, "has_more": False, "next_token": None}

    def _status(self, path: str) -> Json:
        found = self.resources.get(path)
        known = self._item(found, look=True) if found else {"video_id": path.rpartition("/")[2], "status": "not_found"}
        return {"batch_id": None, "item_index": None, "error": None, **known}

    def _item(self, item: Resource, *, look: bool = False) -> Json:
        told = {"video_id": item.id, "status": item.status or "pending_upload", "error": None}
        if look and item.running:
            self._step(item)
        return told

    # -- small things ----------------------------------------------------------------------------------------------

    def _all_known(self, operation: Operation, params: Mapping[str, str]) -> None:
        """Everything that the path names must be there."""
        so_far = ""
        for part in operation.path.strip("/").split("/"):
            so_far += "/" + part.format(**params)
            if part.startswith("{") and so_far not in self.resources:
                raise Refused(404, "not_found", f"There is no {part[1:-1].removesuffix('_id')} {params[part[1:-1]]}")

    def _owner(self, path: str) -> Resource | None:
        """The nearest resource on the way up."""
        while path and path not in self.resources:
            path = path.rpartition("/")[0]
        return self.resources.get(path)

    def _filled(self, operation: Operation, fields: Mapping[str, Any]) -> Json:
        assert operation.response_schema
        whole: Json = sample(operation.response_schema, site=self.site)
        data = laid_over(whole["data"], fields)
        states = operation.response_schema["properties"]["data"].get("properties", {}).get("status", {}).get("enum")
        if states and data["status"] not in states:  # the answer to a create knows fewer states than the job
            data["status"] = states[0]
        return {**{key: None for key in whole if key == "error"}, "data": data}

    def _account(self) -> Json:
        wallet = {"remaining_balance": self.wallet, "currency": "usd", "auto_reload": None}
        kept = {"billing_type": "wallet", "subscription": None, "usage_based": None}
        return {"username": "someone", "email": "someone@example.com", "wallet": wallet, **kept}

    def _name(self, home: str, name: str) -> Json:
        """A resource's id under every name that the reference gives it."""
        schema = shape(home).get("properties", {})
        own = {"voices": "voice_id", "video-agents": "session_id", "endpoints": "endpoint_id", "assets": "asset_id"}
        keys = {"id", own.get(home.rpartition("/")[2], "id"), *(("resource_id",) if "resource_id" in schema else ())}
        return dict.fromkeys(keys, name)

    def _stamp(self, home: str) -> int | str:
        wanted = shape(home).get("properties", {}).get("created_at", {}).get("type", "integer")
        moment = self.now()
        return datetime.fromtimestamp(moment, UTC).isoformat() if wanted == "string" else int(moment)


def _fits(told: Mapping[str, Any], query: Mapping[str, list[str]]) -> bool:
    wanted = {name: values for name, values in query.items() if name in ("title", "folder_id")}
    return all(told.get(name) in values for name, values in wanted.items())


def _page(items: list[Json], query: Mapping[str, list[str]]) -> tuple[list[Json], bool, str | None]:
    limit = int(query.get("limit", ["10"])[0])
    token = query.get("token", [""])[0]
    try:
        start = int(base64.urlsafe_b64decode(token).decode().removeprefix("from:")) if token else 0
    except ValueError as problem:
        raise Refused(400, "invalid_parameter", "This token is not one of ours", "token") from problem
    end = start + limit
    more = end < len(items)
    return items[start:end], more, base64.urlsafe_b64encode(f"from:{end}".encode()).decode() if more else None
