// Tells the thread sanitizer of the one lock that it does not see. A Mutex of Swift's Synchronization which nobody else
// wants is an atomic compare-and-exchange, compiled into the program and thereby known; one that is contended is handed
// over by the kernel, in a library of Swift's that no sanitizer has seen. Linked into the programs that are checked,
// these functions stand in front of that library's.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *mutex

void __tsan_acquire(void *);
void __tsan_release(void *);

#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define TRY "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

typedef SWIFT void Lock(uint32_t thread, SELF);
typedef SWIFT bool Try(SELF);
typedef SWIFT void Unlock(SELF);

static Lock *swift_lock;
static Try *swift_try;
static Unlock *swift_unlock;

__attribute__((constructor)) static void find(void) {
    swift_lock = (Lock *)dlsym(RTLD_NEXT, LOCK);
    swift_try = (Try *)dlsym(RTLD_NEXT, TRY);
    swift_unlock = (Unlock *)dlsym(RTLD_NEXT, UNLOCK);
}

SWIFT void lock_contended(uint32_t thread, SELF) __asm__(LOCK);
SWIFT void lock_contended(uint32_t thread, SELF) {
    swift_lock(thread, mutex);
    __tsan_acquire(mutex);
}

SWIFT bool try_contended(SELF) __asm__(TRY);
SWIFT bool try_contended(SELF) {
    bool taken = swift_try(mutex);
    if (taken) __tsan_acquire(mutex);
    return taken;
}

SWIFT void unlock_contended(SELF) __asm__(UNLOCK);
SWIFT void unlock_contended(SELF) {
    __tsan_release(mutex);
    swift_unlock(mutex);
}
