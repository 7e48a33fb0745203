#ifndef CLIBPQ_SHIM_H
#define CLIBPQ_SHIM_H

#include <libpq-fe.h>
#include <pg_config.h>

// 15.19 is the first release whose pipeline mode neither spins when the server
// ends the session nor waits for TLS bytes that were already read.
#if PG_VERSION_NUM < 150019
#error "libpq 15.19 or newer is required"
#endif

// Swift does not import character literals, so the field codes get an enum.
enum {
    CLIBPQ_DIAG_SQLSTATE = PG_DIAG_SQLSTATE,
    CLIBPQ_DIAG_MESSAGE = PG_DIAG_MESSAGE_PRIMARY,
    CLIBPQ_DIAG_DETAIL = PG_DIAG_MESSAGE_DETAIL,
    CLIBPQ_DIAG_CONSTRAINT = PG_DIAG_CONSTRAINT_NAME,
    CLIBPQ_DIAG_POSITION = PG_DIAG_STATEMENT_POSITION,
    CLIBPQ_DIAG_SOURCE_FUNCTION = PG_DIAG_SOURCE_FUNCTION,
};

#endif
