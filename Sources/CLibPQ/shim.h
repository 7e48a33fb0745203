#ifndef CLIBPQ_SHIM_H
#define CLIBPQ_SHIM_H

#include <libpq-fe.h>
#include <pg_config.h>

struct ssl_st;

// Swift does not import character literals, so the field codes get an enum.
enum {
    CLIBPQ_DIAG_SQLSTATE = PG_DIAG_SQLSTATE,
    CLIBPQ_DIAG_MESSAGE = PG_DIAG_MESSAGE_PRIMARY,
    CLIBPQ_DIAG_DETAIL = PG_DIAG_MESSAGE_DETAIL,
    CLIBPQ_DIAG_CONSTRAINT = PG_DIAG_CONSTRAINT_NAME,
    CLIBPQ_DIAG_POSITION = PG_DIAG_STATEMENT_POSITION,
    CLIBPQ_DIAG_SOURCE_FUNCTION = PG_DIAG_SOURCE_FUNCTION,
};

// How many bytes TLS has decrypted that libpq had no room for: the socket does not show them. OpenSSL is what libpq is
// linked with; its header would bring in all of it.
extern int SSL_pending(const struct ssl_st *ssl);

static inline int clibpq_tls_pending(PGconn *connection) {
    const struct ssl_st *ssl = (const struct ssl_st *)PQsslStruct(connection, "OpenSSL");
    return ssl ? SSL_pending(ssl) : 0;
}

#endif
