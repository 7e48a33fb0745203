-- Role and schema for Baton's adapters, in the daemon's database but with no right on its schema. May be run again.
--
--   sudo -u postgres psql -X -f adapter-role.sql
--   sudo -u postgres psql -X -v password="$(cat password)" -f adapter-role.sql
--
-- Variables, all optional:
--   role      the adapters' role               baton_adapter
--   database  the database                     baton
--   schema    their schema, [postgres] schema  baton_adapter
--   password  the role's password; without one it keeps what it has, a new one can't log in by password
--   sessions  how many sessions the role may have; an instance needs about 30: 100

\set ON_ERROR_STOP on
\set QUIET on
\if :{?role}     \else \set role baton_adapter    \endif
\if :{?database} \else \set database baton        \endif
\if :{?schema}   \else \set schema baton_adapter  \endif
\if :{?sessions} \else \set sessions 100          \endif

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

ALTER ROLE :"role" IN DATABASE :"database" SET idle_in_transaction_session_timeout = '30s';
ALTER ROLE :"role" IN DATABASE :"database" SET lock_timeout = '10s';
-- What was begun must be known after a crash: an installation that turned this off stays safe here.
ALTER ROLE :"role" IN DATABASE :"database" SET synchronous_commit = 'on';

\connect :"database"
REVOKE ALL ON SCHEMA public FROM PUBLIC;
CREATE SCHEMA IF NOT EXISTS :"schema";
ALTER SCHEMA :"schema" OWNER TO :"role";

\echo The role :role owns the schema :schema of the database :database.
