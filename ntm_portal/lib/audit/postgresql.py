"""The audit triggers in PostgreSQL's SQL.

A statement's trigger lays its entries aside. At commit the transaction's entries are chained and
put into the log under one lock. The lock is the last thing that a transaction waits for: the
deferred trigger first puts itself behind every other deferred check (the foreign keys), which may
wait for rows of others. So two transactions never wait for each other because of the audit.

The functions belong to the owner of the tables and run with that owner's rights: a runtime role
that may not touch the log still leaves its traces in it.
"""

from ntm_portal.lib.audit.chain import FIELDS
from ntm_portal.lib.audit.watched import LOG, NOT_COPIED, PREFIX, Watched

PENDING = "accounts_auditpending"
SETTING = "ntm.acting"
WRITE, SEAL, GUARD = f"{PREFIX}write", f"{PREFIX}seal", f"{PREFIX}guard"
LOCK = 7_265_001_518  # any number; the only advisory lock of the portal
TRANSITION = {
    "INSERT": "REFERENCING NEW TABLE AS new_rows",
    "UPDATE": "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "DELETE": "REFERENCING OLD TABLE AS old_rows",
}
KINDS = {"at": "timestamptz", "actor_id": "bigint"}
SAFE_PATH = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp"

_CONTENT = tuple(name for name in FIELDS if name not in ("number", "previous"))
_names = ", ".join(f'"{name}"' for name in _CONTENT)

# Entries of transactions that have not ended. `opens`: the first of its transaction.
TABLE = (
    f"CREATE UNLOGGED TABLE IF NOT EXISTS public.{PENDING} ("
    "transaction xid8 NOT NULL DEFAULT pg_current_xact_id(), "
    "position bigint NOT NULL GENERATED ALWAYS AS IDENTITY, "
    "opens boolean NOT NULL, waits boolean NOT NULL DEFAULT false, "
    + ", ".join(f'"{name}" {KINDS.get(name, "text")}' for name in _CONTENT)
    + ", PRIMARY KEY (transaction, position))"
)

_said = """
  opening AND row_number() OVER () = 1,
  statement_timestamp(), (said->>'actor_id')::bigint,
  coalesce(said->>'actor', session_user || ' (' || current_setting('application_name') || ')'),
  coalesce(said->>'acting_as', 'ngoài cổng'), coalesce(said->>'request_id', ''),
  coalesce(said->>'address', host(inet_client_addr()), ''), coalesce(said->>'reason', ''),
  TG_TABLE_NAME"""


def _changed(row: str, other: str) -> str:
    """The columns of a row that differ from the other one."""
    return (
        "(SELECT jsonb_object_agg(name, coalesce(mask->name, content)) "
        f"FROM jsonb_each({row}) AS each (name, content) "
        f"WHERE content IS DISTINCT FROM {other}->name)::text"
    )


# OFFSET 0: each row is turned into JSON once, not wherever it is named.
_write_body = f"""
DECLARE
  key_column text := TG_ARGV[0];
  mask jsonb := TG_ARGV[1];
  said jsonb := nullif(current_setting('{SETTING}', true), '');
  opening boolean := NOT EXISTS (
    SELECT FROM public.{PENDING} WHERE transaction = pg_current_xact_id_if_assigned()
  );
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO public.{PENDING} (opens, {_names})
    SELECT {_said}, made->>key_column, TG_OP, NULL, (made || mask)::text
    FROM (SELECT to_jsonb(one) AS made FROM new_rows AS one OFFSET 0) AS rows;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO public.{PENDING} (opens, {_names})
    SELECT {_said}, gone->>key_column, TG_OP, (gone || mask)::text, NULL
    FROM (SELECT to_jsonb(one) AS gone FROM old_rows AS one OFFSET 0) AS rows;
  ELSE
    INSERT INTO public.{PENDING} (opens, {_names})
    SELECT {_said}, coalesce(becomes->>key_column, was->>key_column), TG_OP,
      {_changed("was", "becomes")}, {_changed("becomes", "was")}
    FROM (SELECT to_jsonb(one) AS was FROM old_rows AS one OFFSET 0) AS former
    FULL JOIN (SELECT to_jsonb(one) AS becomes FROM new_rows AS one OFFSET 0) AS latter
      ON was->>key_column = becomes->>key_column
    WHERE was IS DISTINCT FROM becomes;
  END IF;
  RETURN NULL;
END
"""

_parts = " || ".join(
    f"coalesce(length({value}) || ':' || {value}, '-')"
    for value in (
        "place::text",
        "to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
        "entry.actor_id::text",
        *(f'entry."{name}"' for name in FIELDS[3:-1]),
        "last",
    )
)
_values = ", ".join(f'entry."{name}"' for name in _CONTENT)
_seal_body = f"""
DECLARE
  entry public.{PENDING}%ROWTYPE;
  place bigint;
  last text;
  sealed text;
BEGIN
  IF NOT NEW.waits THEN  -- fires again behind all that is deferred
    UPDATE public.{PENDING} SET waits = true
    WHERE transaction = NEW.transaction AND position = NEW.position;
    RETURN NULL;
  END IF;
  PERFORM pg_advisory_xact_lock({LOCK});
  SELECT log.number, log.hash INTO place, last
  FROM public.{LOG} AS log ORDER BY log.number DESC LIMIT 1;
  place := coalesce(place, 0);
  last := coalesce(last, '');
  FOR entry IN
    SELECT * FROM public.{PENDING} WHERE transaction = NEW.transaction ORDER BY position
  LOOP
    place := place + 1;
    sealed := encode(sha256(convert_to({_parts}, 'UTF8')), 'hex');
    INSERT INTO public.{LOG} (number, {_names}, previous, hash)
    VALUES (place, {_values}, last, sealed);
    last := sealed;
  END LOOP;
  DELETE FROM public.{PENDING} WHERE transaction = NEW.transaction;
  RETURN NULL;
END
"""

_guard_body = " BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END "

# name -> (signature and properties, body); the body is compared to see whether it is current.
FUNCTIONS = {
    WRITE: (f"() RETURNS trigger LANGUAGE plpgsql {SAFE_PATH}", _write_body),
    SEAL: (f"() RETURNS trigger LANGUAGE plpgsql {SAFE_PATH}", _seal_body),
    GUARD: (f"() RETURNS trigger LANGUAGE plpgsql {SAFE_PATH}", _guard_body),
}


def function(name: str) -> str:
    properties, body = FUNCTIONS[name]
    return f"CREATE OR REPLACE FUNCTION public.{name}{properties} AS $ntm${body}$ntm$"


Triggers = dict[tuple[str, str], str]  # table, trigger -> as pg_get_triggerdef would write it


def triggers(watched: Watched) -> Triggers:
    """Its arguments: the key column, and a JSON object that hides what is not copied."""
    hidden = ", ".join(f'"{column}": "{NOT_COPIED}"' for column in watched.hidden)
    return {
        (watched.table, name := f"{WRITE}_{operation.lower()}"): (
            f"CREATE TRIGGER {name} AFTER {operation} ON public.{watched.table} {rows} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {WRITE}('{watched.key}', '{{{hidden}}}')"
        )
        for operation, rows in TRANSITION.items()
    }


def guards() -> Triggers:
    return {
        (LOG, GUARD): (
            f"CREATE TRIGGER {GUARD} BEFORE DELETE OR UPDATE ON public.{LOG} "
            f"FOR EACH ROW EXECUTE FUNCTION {GUARD}()"
        ),
        (PENDING, SEAL): (
            f"CREATE CONSTRAINT TRIGGER {SEAL} AFTER INSERT OR UPDATE ON public.{PENDING} "
            f"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (new.opens) "
            f"EXECUTE FUNCTION {SEAL}()"
        ),
    }
