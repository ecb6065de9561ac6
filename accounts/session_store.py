"""SESSION_ENGINE: sessions under a digest of their key, with their person, ended by the rules.

Nobody who reads the database can take over a session. Whoever ends one deletes its row.
"""

from datetime import datetime
from hashlib import sha256

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.session_rules import ends_at, is_to_be_noted

STARTED, ADDRESS, DEVICE = "started", "address", "device"


def digest(key: str) -> str:
    return sha256(key.encode()).hexdigest()


class SessionStore(db.SessionStore):
    row = None  # as loaded; None for a session that is new

    @classmethod
    def get_model_class(cls):
        from accounts.models import Session  # noqa: PLC0415 the engine is loaded before the models

        return Session

    def load(self) -> dict:
        rows = self.model.objects.filter(
            key_digest=digest(self.session_key), ends_at__gt=timezone.now()
        )
        self.row = rows.first()
        if self.row is None:
            self._session_key = None
            return {}
        return self.decode(self.row.data)

    def exists(self, session_key: str) -> bool:
        return self.model.objects.filter(key_digest=digest(session_key)).exists()

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 Django's own
        """Raises UpdateError where somebody has ended the session meanwhile."""
        if self.session_key is None:
            self.create()
            return
        data = self._get_session(no_load=must_create)
        values = self._values(data)
        if not must_create:
            changed = self.model.objects.filter(key_digest=digest(self.session_key))
            if not changed.update(**values):
                raise UpdateError
            return
        try:
            with transaction.atomic():
                self.row = self.model.objects.create(key_digest=digest(self.session_key), **values)
        except IntegrityError:
            raise CreateError from None

    def _values(self, data: dict) -> dict:
        now = timezone.now()
        started = data.get(STARTED)
        standing = self.row.started_at if self.row else now
        started_at = datetime.fromisoformat(started) if started else standing
        return {
            "data": self.encode(data),
            "user_id": data.get(SESSION_KEY),
            "address": data.get(ADDRESS),
            "device": data.get(DEVICE, ""),
            "started_at": started_at,
            "seen_at": now,
            "ends_at": ends_at(started_at=started_at, seen_at=now),
        }

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            self.model.objects.filter(key_digest=digest(key)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        cls.get_model_class().objects.filter(ends_at__lte=timezone.now()).delete()

    def begin(self, *, address: str | None, device: str) -> None:
        """The password was asked just now: the longest time of the session begins."""
        self[STARTED] = timezone.now().isoformat()
        self[ADDRESS], self[DEVICE] = address, device

    def keep_alive(self) -> None:
        """The person is there: the end moves on, and a key that is to be renewed is."""
        if self.session_key is None or not self.get(SESSION_KEY) or self.row is None:
            return
        now = timezone.now()
        if self.row.must_renew:
            self.cycle_key()
        elif is_to_be_noted(seen_at=self.row.seen_at, now=now):
            end = ends_at(started_at=self.row.started_at, seen_at=now)
            self.model.objects.filter(pk=self.row.pk).update(seen_at=now, ends_at=end)
