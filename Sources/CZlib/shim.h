#ifndef CZLIB_SHIM_H
#define CZLIB_SHIM_H

#include <zlib.h>

// Swift does not import macros that call functions. 15 bits of window, and 16 for the gzip head.
static inline int czlib_inflate_gzip(z_stream *stream) {
    return inflateInit2(stream, 15 + 16);
}

static inline int czlib_deflate_gzip(z_stream *stream) {
    return deflateInit2(stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8,
                        Z_DEFAULT_STRATEGY);
}

#endif
