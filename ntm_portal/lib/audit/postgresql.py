"""The audit triggers in PostgreSQL's SQL.

A statement's trigger writes its entries without a place in the chain. At commit the transaction's
entries are chained under one lock. The lock is the last thing that a transaction waits for: the
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
PART = f"{PREFIX}part"
LOCK = 7_265_001_518  # any number; the only advisory lock of the portal
TRANSITION = {
    "INSERT": "REFERENCING NEW TABLE AS new_rows",
    "UPDATE": "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "DELETE": "REFERENCING OLD TABLE AS old_rows",
}
SAFE_PATH = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp"

# One row per transaction that has written, from its first write to its commit.
TABLE = (
    f"CREATE UNLOGGED TABLE IF NOT EXISTS public.{PENDING} "
    "(transaction xid8 PRIMARY KEY, waits boolean NOT NULL DEFAULT false)"
)

_columns = ", ".join(f'"{name}"' for name in FIELDS if name not in ("number", "previous"))
_said = """
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


_write_body = f"""
DECLARE
  key_column text := TG_ARGV[0];
  mask jsonb := TG_ARGV[1];
  said jsonb := nullif(current_setting('{SETTING}', true), '');
  written bigint;
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO public.{LOG} ({_columns}, previous, hash)
    SELECT {_said}, made->>key_column, TG_OP, NULL, (made || mask)::text, '', ''
    FROM (SELECT to_jsonb(one) AS made FROM new_rows AS one) AS rows;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO public.{LOG} ({_columns}, previous, hash)
    SELECT {_said}, gone->>key_column, TG_OP, (gone || mask)::text, NULL, '', ''
    FROM (SELECT to_jsonb(one) AS gone FROM old_rows AS one) AS rows;
  ELSE
    INSERT INTO public.{LOG} ({_columns}, previous, hash)
    SELECT {_said}, coalesce(becomes->>key_column, was->>key_column), TG_OP,
      {_changed("was", "becomes")}, {_changed("becomes", "was")}, '', ''
    FROM (SELECT to_jsonb(one) AS was FROM old_rows AS one) AS former
    FULL JOIN (SELECT to_jsonb(one) AS becomes FROM new_rows AS one) AS latter
      ON was->>key_column = becomes->>key_column
    WHERE was IS DISTINCT FROM becomes;
  END IF;
  GET DIAGNOSTICS written = ROW_COUNT;
  IF written > 0 THEN
    INSERT INTO public.{PENDING} (transaction) VALUES (pg_current_xact_id())
    ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END
"""

_parts = " || ".join(
    f"public.{PART}({value})"
    for value in (
        "place::text",
        "to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
        "entry.actor_id::text",
        *(f'entry."{name}"' for name in FIELDS[3:-1]),
        "last",
    )
)
_seal_body = f"""
DECLARE
  entry public.{LOG}%ROWTYPE;
  place bigint;
  last text;
  sealed text;
BEGIN
  IF NOT NEW.waits THEN  -- fires again behind all that is deferred
    UPDATE public.{PENDING} SET waits = true WHERE transaction = NEW.transaction;
    RETURN NULL;
  END IF;
  PERFORM pg_advisory_xact_lock({LOCK});
  SELECT log.number, log.hash INTO place, last
  FROM public.{LOG} AS log WHERE log.number IS NOT NULL ORDER BY log.number DESC LIMIT 1;
  place := coalesce(place, 0);
  last := coalesce(last, '');
  FOR entry IN SELECT * FROM public.{LOG} AS log WHERE log.number IS NULL ORDER BY log.id LOOP
    place := place + 1;
    sealed := encode(sha256(convert_to({_parts}, 'UTF8')), 'hex');
    UPDATE public.{LOG} AS log SET number = place, previous = last, hash = sealed
    WHERE log.id = entry.id;
    last := sealed;
  END LOOP;
  DELETE FROM public.{PENDING} WHERE transaction = NEW.transaction;
  RETURN NULL;
END
"""

_guard_body = """
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.number IS NULL AND OLD.hash = ''
    AND to_jsonb(OLD) - '{number,previous,hash}'::text[] =
        to_jsonb(NEW) - '{number,previous,hash}'::text[] THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END
"""

# name -> (signature and properties, body); the body is compared to see whether it is current.
FUNCTIONS = {
    PART: (
        "(value text) RETURNS text LANGUAGE sql IMMUTABLE",
        " SELECT CASE WHEN value IS NULL THEN '-' ELSE length(value) || ':' || value END ",
    ),
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
            f"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {SEAL}()"
        ),
    }
