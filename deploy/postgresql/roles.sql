-- Roles of the portal, before the first migrate: psql -v ON_ERROR_STOP=1 -f roles.sql (as postgres).
-- Passwords are set after it: \password ntm_owner, ntm_app, ntm_backup. Can be run again.
-- Owner: migrates and restores. App: the portal as it runs, which cannot touch the audit trail
-- (rights on tables: manage.py make_database_roles, after migrate). Backup: reads everything.
SET client_min_messages = warning;
SELECT format('CREATE ROLE %I LOGIN', name)
FROM unnest(ARRAY['ntm_owner', 'ntm_app', 'ntm_backup']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)
\gexec
ALTER ROLE ntm_owner NOSUPERUSER NOCREATEROLE NOCREATEDB NOBYPASSRLS NOREPLICATION;
ALTER ROLE ntm_app NOSUPERUSER NOCREATEROLE NOCREATEDB NOBYPASSRLS NOREPLICATION;
ALTER ROLE ntm_backup NOSUPERUSER NOCREATEROLE NOCREATEDB NOBYPASSRLS NOREPLICATION;
GRANT pg_read_all_data TO ntm_backup;
ALTER ROLE ntm_backup SET default_transaction_read_only = on;
-- Also where a session does not come from the portal.
ALTER ROLE ntm_app SET statement_timeout = '30s';
ALTER ROLE ntm_app SET lock_timeout = '3s';
ALTER ROLE ntm_app SET idle_in_transaction_session_timeout = '60s';
SELECT 'CREATE DATABASE ntm OWNER ntm_owner TEMPLATE template0 ENCODING ''UTF8'' LOCALE ''C.UTF-8'''
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'ntm')
\gexec
REVOKE ALL ON DATABASE ntm FROM PUBLIC;
GRANT CONNECT ON DATABASE ntm TO ntm_app, ntm_backup;
\connect ntm
ALTER SCHEMA public OWNER TO ntm_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO ntm_app, ntm_backup;
-- What migrations make may be read and written; the command named above takes the trail out again.
ALTER DEFAULT PRIVILEGES FOR ROLE ntm_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ntm_app;
ALTER DEFAULT PRIVILEGES FOR ROLE ntm_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO ntm_app;
