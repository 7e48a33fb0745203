-- Role, database and schema for Baton, with no right beyond them. PostgreSQL 14 or later; may be run again.
--
--   sudo -u postgres psql -X -f role.sql
--   sudo -u postgres psql -X -v password="$(cat password)" -v reader=bi -f role.sql
--
-- Variables, all optional:
--   role      the daemon's role               baton
--   database  its database                    baton
--   schema    its schema, [postgres] schema   baton
--   password  its password; without one the role keeps what it has, a new one can't log in by password
--   reader    a role without login that may read every table and view: GRANT it to the users of a BI tool
--   sessions  how many sessions the role may have; an instance of Baton needs about ten: 50

\set ON_ERROR_STOP on
\set QUIET on
\if :{?role}     \else \set role baton      \endif
\if :{?database} \else \set database baton  \endif
\if :{?schema}   \else \set schema baton    \endif
\if :{?sessions} \else \set sessions 50     \endif

SELECT format('CREATE ROLE %I LOGIN', :'role')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'role') \gexec
ALTER ROLE :"role" NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS CONNECTION LIMIT :sessions;
\if :{?password}
-- The password must not stand in the server's log.
SET log_statement = 'none';
SET log_min_duration_statement = -1;
SET log_min_error_statement = 'panic';
ALTER ROLE :"role" PASSWORD :'password';
RESET log_min_error_statement;
RESET log_min_duration_statement;
RESET log_statement;
\endif

SELECT format('CREATE DATABASE %I ENCODING ''UTF8'' TEMPLATE template0', :'database')
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \gexec
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO :"role";

-- A session that holds a row and says nothing more is ended: a frozen machine must not stop a lane.
ALTER ROLE :"role" IN DATABASE :"database" SET idle_in_transaction_session_timeout = '30s';
ALTER ROLE :"role" IN DATABASE :"database" SET lock_timeout = '10s';
-- Baton waits for the disk before it tells anybody: an installation that turned this off stays safe here.
ALTER ROLE :"role" IN DATABASE :"database" SET synchronous_commit = 'on';

\connect :"database"
REVOKE ALL ON SCHEMA public FROM PUBLIC;
-- The role owns its schema, since it creates tables, and partitions of them by day and month; it owns nothing else.
CREATE SCHEMA IF NOT EXISTS :"schema";
ALTER SCHEMA :"schema" OWNER TO :"role";

\if :{?reader}
SELECT format('CREATE ROLE %I NOLOGIN', :'reader')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'reader') \gexec
GRANT CONNECT ON DATABASE :"database" TO :"reader";
GRANT USAGE ON SCHEMA :"schema" TO :"reader";
GRANT SELECT ON ALL TABLES IN SCHEMA :"schema" TO :"reader";
ALTER DEFAULT PRIVILEGES FOR ROLE :"role" IN SCHEMA :"schema" GRANT SELECT ON TABLES TO :"reader";
\endif

\echo The role :role owns the schema :schema of the database :database.
