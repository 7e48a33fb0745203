// What Swift cannot call or import of rabbitmq-c and Linux: variadic functions, macros with casts, unions.
#ifndef CRABBITMQ_SHIM_H
#define CRABBITMQ_SHIM_H

#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/time.h>

#include <amqp.h>
#include <amqp_ssl_socket.h>
#include <amqp_tcp_socket.h>

// amqp_login_with_properties is variadic.
static inline amqp_rpc_reply_t crabbitmq_login_plain(
    amqp_connection_state_t state, const char *virtual_host, int channel_max, int frame_max, int heartbeat,
    const amqp_table_t *properties, const char *user, const char *password) {
    return amqp_login_with_properties(
        state, virtual_host, channel_max, frame_max, heartbeat, properties, AMQP_SASL_METHOD_PLAIN, user, password);
}

// The content frames of a message, sent one by one instead of through amqp_basic_publish: that function may wait for
// ever inside amqp_try_recv (0.11), and never tells how far it came.
static inline int crabbitmq_send_content_header(
    amqp_connection_state_t state, amqp_channel_t channel, const amqp_basic_properties_t *properties,
    uint64_t body_size) {
    amqp_frame_t frame = {.frame_type = AMQP_FRAME_HEADER, .channel = channel};
    frame.payload.properties.class_id = AMQP_BASIC_CLASS;
    frame.payload.properties.body_size = body_size;
    frame.payload.properties.decoded = (void *)properties;
    return amqp_send_frame(state, &frame);
}

static inline int crabbitmq_send_content_body(
    amqp_connection_state_t state, amqp_channel_t channel, const void *bytes, size_t length) {
    amqp_frame_t frame = {.frame_type = AMQP_FRAME_BODY, .channel = channel};
    frame.payload.body_fragment.len = length;
    frame.payload.body_fragment.bytes = (void *)bytes;
    return amqp_send_frame(state, &frame);
}

static inline int crabbitmq_send_heartbeat(amqp_connection_state_t state) {
    amqp_frame_t frame = {.frame_type = AMQP_FRAME_HEARTBEAT, .channel = 0};
    return amqp_send_frame(state, &frame);
}

// Method numbers are macros with a cast, which the importer leaves out.
static const uint32_t crabbitmq_connection_close = AMQP_CONNECTION_CLOSE_METHOD;
static const uint32_t crabbitmq_connection_close_ok = AMQP_CONNECTION_CLOSE_OK_METHOD;
static const uint32_t crabbitmq_connection_blocked = AMQP_CONNECTION_BLOCKED_METHOD;
static const uint32_t crabbitmq_connection_unblocked = AMQP_CONNECTION_UNBLOCKED_METHOD;
static const uint32_t crabbitmq_channel_close = AMQP_CHANNEL_CLOSE_METHOD;
static const uint32_t crabbitmq_channel_close_ok = AMQP_CHANNEL_CLOSE_OK_METHOD;
static const uint32_t crabbitmq_basic_publish = AMQP_BASIC_PUBLISH_METHOD;
static const uint32_t crabbitmq_basic_deliver = AMQP_BASIC_DELIVER_METHOD;
static const uint32_t crabbitmq_basic_return = AMQP_BASIC_RETURN_METHOD;
static const uint32_t crabbitmq_basic_ack = AMQP_BASIC_ACK_METHOD;
static const uint32_t crabbitmq_basic_nack = AMQP_BASIC_NACK_METHOD;
static const uint32_t crabbitmq_basic_cancel = AMQP_BASIC_CANCEL_METHOD;

// The header sys/eventfd.h is not part of Swift's Glibc module.
static inline int crabbitmq_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

#endif
